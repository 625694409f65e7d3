//! Settings that are inherited: app → router → controller → endpoint, the nearest wins.
//!
//! [`Layer`] holds them, [`Layer::under`] has all rules of merging, and the builders of `App` and
//! `Router` are the same methods by another name (`settings.rs`).

mod header;
mod representations;
mod settings;
mod states;

use std::{any::TypeId, panic::Location, sync::Arc};

use http::HeaderMap;

pub use self::header::ResponseHeader;
pub(crate) use self::{header::HeaderSetting, settings::settings, states::States};
use crate::{
    build::Fault, encode::Encoder, media::Media, offer::Representation, template::TemplateEngine,
};

/// Settings of everything below an app, a router or an endpoint.
///
/// `App`, `Router` and attributes have the same settings; a `Layer` of its own is for those that
/// several of them share:
///
/// ```
/// use folio::{Layer, Router};
///
/// fn internal() -> Layer {
///     Layer::new().header("x-robots-tag", "noindex").tag("internal")
/// }
///
/// let admin = Router::new("/admin").layer(internal());
/// let metrics = Router::new("/metrics").layer(internal()).header("x-team", "operations");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Layer {
    pub(crate) headers: Vec<HeaderSetting>,
    pub(crate) media: Option<Media>,
    pub(crate) states: States,
    pub(crate) tags: Vec<String>,
    pub(crate) templates: Option<Arc<dyn TemplateEngine>>,
    pub(crate) encoders: Vec<Arc<dyn Encoder>>,
    pub(crate) produces: Option<Arc<[Representation]>>,
    pub(crate) disregard_accept: bool,
    pub(crate) faults: Vec<Fault>,
}

impl Layer {
    /// No settings.
    #[must_use]
    pub fn new() -> Self {
        Layer::default()
    }

    /// The settings that hold below `self` inside `outer`: headers by name, states by type, the
    /// nearest wins and keeps the outer place; tags add up.
    pub(crate) fn under(&self, outer: &Layer) -> Layer {
        let mut encoders = self.encoders.clone();
        let hidden = |outer: &&Arc<dyn Encoder>| self.encoder_of(outer.media_type()).is_none();
        encoders.extend(outer.encoders.iter().filter(hidden).cloned());
        // A media type that is nearer is the one representation.
        let outer_produces = outer.produces.as_ref().filter(|_| self.media.is_none());
        let mut merged = Layer {
            headers: outer.headers.clone(),
            media: self.media.or(outer.media),
            states: self.states.under(&outer.states),
            tags: outer.tags.clone(),
            templates: self.templates.clone().or_else(|| outer.templates.clone()),
            encoders,
            produces: self.produces.as_ref().or(outer_produces).cloned(),
            disregard_accept: self.disregard_accept || outer.disregard_accept,
            faults: Vec::new(),
        };
        for header in &self.headers {
            merged.set(header.clone());
        }
        for tag in &self.tags {
            if !merged.tags.contains(tag) {
                merged.tags.push(tag.clone());
            }
        }
        merged
    }

    fn set(&mut self, header: HeaderSetting) {
        let known = self
            .headers
            .iter()
            .position(|known| known.name == header.name);
        match known {
            Some(place) if header.removed => {
                self.headers.remove(place);
            }
            Some(place) => {
                let outer = self.headers[place].clone();
                self.headers[place] = header.over(outer);
            }
            None if header.removed => {}
            None => self.headers.push(header),
        }
    }

    /// The headers with values that errors carry, or else answers below 400: ready to be sent.
    pub(crate) fn ready(&self, error: bool) -> HeaderMap {
        let mut ready = HeaderMap::new();
        for header in self.headers.iter().filter(|header| header.is_on(error)) {
            for value in &header.values {
                ready.append(header.name.clone(), value.clone());
            }
        }
        ready
    }

    fn fault(&mut self, place: &Location<'_>, message: impl Into<String>) {
        self.faults.push(Fault::at(place, message));
    }
}

/// The settings themselves; `settings!` gives them to `App` and `Router`.
impl Layer {
    #[track_caller]
    pub(crate) fn add_header(&mut self, header: ResponseHeader) {
        let place = Location::caller();
        let setting = match header.check() {
            Ok(setting) => setting,
            Err(message) => return self.fault(place, message),
        };
        let twice = |known: &&mut HeaderSetting| known.name == setting.name;
        match self.headers.iter_mut().find(twice) {
            Some(known) if known.append && setting.append => {
                known.values.extend(setting.values);
            }
            Some(_) => {
                let message = format!(
                    "the header `{}` is set twice on one layer: keep one, or let both `append`",
                    setting.name
                );
                self.fault(place, message);
            }
            None => self.headers.push(setting),
        }
    }

    #[track_caller]
    pub(crate) fn add_state<T: Send + Sync + 'static>(&mut self, value: T) {
        if self.states.insert(TypeId::of::<T>(), Arc::new(value)) {
            let message = format!(
                "two states of the type `{}` on one layer: keep one",
                std::any::type_name::<T>()
            );
            self.fault(Location::caller(), message);
        }
    }

    /// Takes what another layer sets, as if it was set here.
    pub(crate) fn take(&mut self, other: Layer) {
        let faults = std::mem::take(&mut self.faults);
        *self = other.under(self);
        self.faults = faults;
        self.faults.extend(other.faults);
    }
}

settings! {
    impl Layer { self }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::{Layer, ResponseHeader};

    fn values(layer: &Layer, name: &str) -> Vec<HeaderValue> {
        let ready = layer.ready(false);
        ready.get_all(name).iter().cloned().collect()
    }

    #[test]
    fn the_nearest_header_wins_whatever_its_case() {
        let described = ResponseHeader::new("X-A").value("app").description("outer");
        let app = Layer::new().response_header(described).header("x-b", "app");
        let router = Layer::new().header("x-a", "router").header("x-c", "router");
        let merged = router.under(&app);
        let names: Vec<_> = merged.headers.iter().map(|h| h.name.as_str()).collect();
        assert_eq!(names, ["x-a", "x-b", "x-c"]);
        assert_eq!(values(&merged, "x-a"), ["router"]);
        let mut schemas = crate::Schemas::default();
        assert_eq!(
            merged.headers[0].document(&mut schemas)["description"],
            "outer"
        );
    }

    #[test]
    fn a_header_is_added_to_or_taken_away() {
        let app = Layer::new().header("link", "<a>").header("x-gone", "1");
        let near = Layer::new()
            .response_header(ResponseHeader::new("link").value("<b>").append())
            .without_header("x-gone");
        let merged = near.under(&app);
        assert_eq!(values(&merged, "link"), ["<a>", "<b>"]);
        assert!(values(&merged, "x-gone").is_empty());
        let hidden = Layer::new().response_header(ResponseHeader::new("link"));
        assert!(values(&hidden.under(&app), "link").is_empty());
    }

    #[test]
    fn errors_carry_what_does_not_say_otherwise() {
        let layer = Layer::new()
            .header("x-always", "1")
            .response_header(ResponseHeader::new("x-good").value("1").success_only());
        assert_eq!(layer.ready(true).len(), 1);
        assert_eq!(layer.ready(false).len(), 2);
    }
}
