//! Settings that are inherited: app → router → endpoint, the nearest wins.

use std::{
    any::{Any, TypeId},
    sync::Arc,
};

use http::{HeaderMap, HeaderName, HeaderValue};

/// The settings of one layer, or of several merged.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layer {
    pub(crate) headers: Vec<HeaderSetting>,
    pub(crate) states: States,
    pub(crate) tags: Vec<String>,
    /// Whether the settings cover foreign answers.
    pub(crate) covers_foreign: Option<bool>,
}

/// A header of every answer below a layer.
#[derive(Debug, Clone)]
pub(crate) struct HeaderSetting {
    pub(crate) name: HeaderName,
    /// `None` for a header that is documented and may be set by a handler.
    pub(crate) value: Option<HeaderValue>,
    pub(crate) description: String,
}

impl Layer {
    /// The settings that hold below `self` inside `outer`. All merge rules stand here: headers by
    /// name, states by type, the nearest wins and keeps the outer place; tags add up.
    pub(crate) fn under(&self, outer: &Layer) -> Layer {
        let mut merged = outer.clone();
        for header in &self.headers {
            merged.set(header.clone());
        }
        for (id, value) in &self.states.0 {
            merged.states.insert(*id, Arc::clone(value));
        }
        for tag in &self.tags {
            if !merged.tags.contains(tag) {
                merged.tags.push(tag.clone());
            }
        }
        merged.covers_foreign = self.covers_foreign.or(outer.covers_foreign);
        merged
    }

    /// Whether the settings cover foreign answers: not, where nobody says so.
    pub(crate) fn covers_foreign(&self) -> bool {
        self.covers_foreign.unwrap_or(false)
    }

    /// Sets a header; a description stays until another one is given.
    pub(crate) fn set(&mut self, mut header: HeaderSetting) {
        match self
            .headers
            .iter_mut()
            .find(|known| known.name == header.name)
        {
            Some(known) => {
                if header.description.is_empty() {
                    header.description = std::mem::take(&mut known.description);
                }
                *known = header;
            }
            None => self.headers.push(header),
        }
    }

    /// The headers with a value, ready to be sent.
    pub(crate) fn ready(&self) -> HeaderMap {
        let sent = self
            .headers
            .iter()
            .filter_map(|h| h.value.clone().map(|value| (h.name.clone(), value)));
        sent.collect()
    }
}

/// Values by their type.
#[derive(Clone, Default)]
pub(crate) struct States(Vec<(TypeId, Arc<dyn Any + Send + Sync>)>);

impl States {
    /// Adds a value; whether one of its type was there.
    pub(crate) fn insert(&mut self, id: TypeId, value: Arc<dyn Any + Send + Sync>) -> bool {
        if let Some(slot) = self.0.iter_mut().find(|(known, _)| *known == id) {
            slot.1 = value;
            return true;
        }
        self.0.push((id, value));
        false
    }

    pub(crate) fn contains(&self, id: TypeId) -> bool {
        self.0.iter().any(|(known, _)| *known == id)
    }

    /// The value of a type.
    pub(crate) fn get<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        let (_, value) = self
            .0
            .iter()
            .find(|(known, _)| *known == TypeId::of::<T>())?;
        Arc::clone(value).downcast().ok()
    }
}

impl std::fmt::Debug for States {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "States({})", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::{HeaderSetting, Layer};

    fn layer(headers: &[(&'static str, &'static str, &str)]) -> Layer {
        let mut layer = Layer::default();
        for (name, value, description) in headers {
            layer.set(HeaderSetting {
                name: HeaderName::from_bytes(name.as_bytes()).expect("a name"),
                value: Some(HeaderValue::from_static(value)),
                description: (*description).to_owned(),
            });
        }
        layer
    }

    #[test]
    fn the_nearest_header_wins_whatever_its_case() {
        let app = layer(&[("X-A", "app", "outer"), ("x-b", "app", "")]);
        let router = layer(&[("x-a", "router", ""), ("x-c", "router", "")]);
        let merged = router.under(&app);
        let all: Vec<_> = merged
            .headers
            .iter()
            .map(|h| {
                (
                    h.name.as_str(),
                    h.value.clone().expect("is set"),
                    h.description.as_str(),
                )
            })
            .collect();
        let value = HeaderValue::from_static;
        assert_eq!(
            all,
            [
                ("x-a", value("router"), "outer"),
                ("x-b", value("app"), ""),
                ("x-c", value("router"), "")
            ]
        );
    }
}
