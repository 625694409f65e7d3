//! Settings that are inherited: app → router → controller → endpoint, the nearest wins.
//!
//! [`Layer`] holds them, [`Layer::under`] has all rules of merging, and the builders of `App` and
//! `Router` are the same methods by another name (`settings.rs`).

mod cookie;
mod header;
mod representations;
mod settings;
mod states;

use std::{any::TypeId, panic::Location, sync::Arc, time::Duration};

use http::{
    HeaderMap, HeaderValue,
    header::{CACHE_CONTROL, SET_COOKIE},
};

pub use self::header::ResponseHeader;
pub(crate) use self::{
    cookie::CookieSetting,
    header::{HeaderSetting, owned},
    settings::settings,
    states::States,
};
use crate::{
    build::Fault,
    cookies::{CookieIdentity, SetCookie},
    encode::Encoder,
    fields::{CacheControl, CacheDirective},
    hooks::{AfterHook, AfterRequest, AfterResponse, BeforeHook, BeforeRequest, EndHook, Hooks},
    media::Media,
    offer::Representation,
    pages::PageOptions,
    problem_format::ProblemFormat,
    reply::Respond,
    template::TemplateEngine,
    validate::EtagSource,
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
    pub(crate) cookies: Vec<CookieSetting>,
    pub(crate) media: Option<Media>,
    pub(crate) etag: Option<EtagSource>,
    pub(crate) last_modified: bool,
    pub(crate) preconditions_required: bool,
    pub(crate) hooks: Hooks,
    /// Whether the settings cover foreign answers.
    pub(crate) covers_foreign: Option<bool>,
    pub(crate) states: States,
    pub(crate) tags: Vec<String>,
    pub(crate) templates: Option<Arc<dyn TemplateEngine>>,
    #[cfg(feature = "files")]
    pub(crate) systems: crate::file::Systems,
    pub(crate) encoders: Vec<Arc<dyn Encoder>>,
    pub(crate) produces: Option<Arc<[Representation]>>,
    pub(crate) disregard_accept: bool,
    pub(crate) problem_formats: Option<Arc<[ProblemFormat]>>,
    pub(crate) pages: PageOptions,
    pub(crate) ping_interval: Option<Duration>,
    pub(crate) faults: Vec<Fault>,
}

impl Layer {
    /// No settings.
    #[must_use]
    pub fn new() -> Self {
        Layer::default()
    }

    /// Puts every operation below into a group of the document.
    #[must_use]
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.tags.push(tag.into());
        self
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
            cookies: outer.cookies.clone(),
            media: self.media.or(outer.media),
            etag: self.etag.or(outer.etag),
            last_modified: self.last_modified || outer.last_modified,
            preconditions_required: self.preconditions_required || outer.preconditions_required,
            hooks: self.hooks.under(&outer.hooks),
            covers_foreign: self.covers_foreign.or(outer.covers_foreign),
            states: self.states.under(&outer.states),
            tags: outer.tags.clone(),
            templates: self.templates.clone().or_else(|| outer.templates.clone()),
            #[cfg(feature = "files")]
            systems: self.systems.under(&outer.systems),
            encoders,
            produces: self.produces.as_ref().or(outer_produces).cloned(),
            disregard_accept: self.disregard_accept || outer.disregard_accept,
            problem_formats: self
                .problem_formats
                .as_ref()
                .or(outer.problem_formats.as_ref())
                .cloned(),
            pages: self.pages.under(&outer.pages),
            ping_interval: self.ping_interval.or(outer.ping_interval),
            faults: Vec::new(),
        };
        for header in &self.headers {
            merged.set(header.clone());
        }
        for cookie in &self.cookies {
            merged.set_cookie(cookie.clone());
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

    fn set_cookie(&mut self, setting: CookieSetting) {
        self.cookies.retain(|known| !setting.replaces(known));
        if !matches!(setting, CookieSetting::Removed(_)) {
            self.cookies.push(setting);
        }
    }

    /// Whether the settings cover foreign answers: not, where nobody says so.
    pub(crate) fn covers_foreign(&self) -> bool {
        self.covers_foreign.unwrap_or(false)
    }

    /// Whether answers to GET and HEAD are compared with what the client has.
    pub(crate) fn validates(&self) -> bool {
        self.etag.is_some() || self.last_modified
    }

    /// The headers with values that errors carry, or else answers below 400: ready to be sent.
    pub(crate) fn ready(&self, error: bool) -> HeaderMap {
        let mut ready = HeaderMap::new();
        for header in self.headers.iter().filter(|header| header.is_on(error)) {
            for value in &header.values {
                ready.append(header.name.clone(), value.clone());
            }
        }
        for (_, line) in self.cookie_lines(error) {
            ready.append(SET_COOKIE, line);
        }
        ready
    }

    /// The cookies that errors carry, or else answers below 400, each with what replaces it.
    pub(crate) fn cookie_lines(
        &self,
        error: bool,
    ) -> impl Iterator<Item = (CookieIdentity, HeaderValue)> {
        self.cookies
            .iter()
            .filter_map(move |setting| match setting {
                CookieSetting::Set(cookie, line) if cookie.is_on(error) => {
                    Some((cookie.identity(), line.clone()))
                }
                _ => None,
            })
    }

    pub(crate) fn fault(&mut self, place: &Location<'_>, message: impl Into<String>) {
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
        self.push_header(setting, place);
    }

    fn push_header(&mut self, setting: HeaderSetting, place: &Location<'_>) {
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
    pub(crate) fn add_cookie(&mut self, cookie: SetCookie) {
        let place = Location::caller();
        let setting = match CookieSetting::check(cookie) {
            Ok(setting) => setting,
            Err(fault) => return self.fault(place, fault.to_string()),
        };
        if self.cookies.iter().any(|known| setting.is_same(known)) {
            let message = format!(
                "the cookie `{}` is set twice on one layer: keep one",
                setting.name()
            );
            self.fault(place, message);
        }
        self.cookies.push(setting);
    }

    pub(crate) fn remove_cookie(&mut self, name: &str) {
        self.cookies.push(CookieSetting::Removed(name.to_owned()));
    }

    /// What is never stored is not stored when it is an error either; anything else is said of the
    /// answer that was asked for, not of errors in its place.
    #[track_caller]
    pub(crate) fn add_cache_control(&mut self, control: CacheControl) {
        let place = Location::caller();
        if let Some(message) = control.contradiction() {
            return self.fault(place, message);
        }
        let mut setting = HeaderSetting::of(CACHE_CONTROL, control.value());
        setting.facts.success_only = !control.has(CacheDirective::NoStore);
        self.push_header(setting, place);
    }

    pub(crate) fn add_before<F, R, M>(&mut self, hook: F)
    where
        F: for<'a> BeforeRequest<'a, Answer = R>,
        R: Respond<M> + 'static,
        M: 'static,
    {
        self.hooks.before.push(BeforeHook::new(hook));
    }

    #[track_caller]
    pub(crate) fn add_after<F>(
        &mut self,
        hook: F,
        headers: impl IntoIterator<Item = ResponseHeader>,
    ) where
        F: for<'a> AfterRequest<'a>,
    {
        let place = Location::caller();
        let mut settings = Vec::new();
        for header in headers {
            match header.check() {
                Ok(setting) => settings.push(setting),
                Err(message) => self.fault(place, message),
            }
        }
        self.hooks.after.insert(0, AfterHook::new(hook, settings));
    }

    pub(crate) fn add_ended<F: for<'a> AfterResponse<'a>>(&mut self, hook: F) {
        self.hooks.ended.insert(0, EndHook::new(hook));
    }

    #[track_caller]
    pub(crate) fn set_ping_interval(&mut self, interval: Duration) {
        if interval.is_zero() {
            let message = "a ping interval of zero would never stop: write how long a stream may be silent, or `Duration::MAX` for ever";
            self.fault(Location::caller(), message);
        }
        self.ping_interval = Some(interval);
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
