//! Event streams in the document.

use http::{HeaderName, HeaderValue, StatusCode, header::CACHE_CONTROL};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::body::PING_INTERVAL;
use crate::{
    layer::Layer,
    media::{Format, Media, essence},
    offer::Offer,
    openapi::{OperationDoc, sequence},
    reply::Content,
};

/// What is sent.
const EVENTS: Media = Media::new("text/event-stream; charset=utf-8", Format::Text);

/// What goes with it: nobody keeps an answer that goes on, and no proxy on the way holds it back.
static HEADERS: [(HeaderName, HeaderValue); 2] = [
    (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    (
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    ),
];

/// How many newtypes there may be around an enum.
const DEEPEST: usize = 8;

/// The name of the event that says that others are missing.
pub(super) const GAP: &str = "gap";

/// Whether an offer is that of an event stream.
pub(crate) fn is_events(offer: &Offer) -> bool {
    offer.media == EVENTS.name
}

impl Layer {
    /// How often an event stream below that has nothing to say says so.
    pub(crate) fn pings(&self) -> std::time::Duration {
        self.ping_interval.unwrap_or(PING_INTERVAL)
    }
}

impl OperationDoc<'_> {
    /// An event stream `S` of events of `E`, which may have gaps.
    pub(super) fn events<S, E: Content>(&mut self, name: &str, gaps: bool) {
        let status = self.status();
        if status != StatusCode::OK {
            self.fault(format!(
                "an event stream is always a 200, or clients refuse it, and this one is a {}: leave `status` out",
                status.as_u16()
            ));
        }
        if self.stated_media().is_some() {
            self.fault(format!(
                "an event stream is always `{}`: leave `media_type` out",
                essence(EVENTS.name)
            ));
        }
        let mut offer = Offer::of(EVENTS);
        offer.adds = &HEADERS;
        offer.fixed = true;
        self.offers = vec![offer];
        for (name, value) in &HEADERS {
            let mut layered = self.layer().headers.iter();
            if !layered.any(|header| header.name == *name && !header.values.is_empty()) {
                let value = value.to_str().unwrap_or_default();
                let schema = json!({"type": "string", "enum": [value]});
                let header = json!({"required": true, "schema": schema});
                self.header(status, name.as_str(), header);
            }
        }
        let schema = self.union::<E>(gaps);
        let item = self.replaced::<S>(name, schema);
        self.answer_with(status, EVENTS.name, sequence(item));
    }

    /// Every event there may be.
    fn union<E: ToSchema + 'static>(&mut self, gaps: bool) -> Value {
        let own = self.schema::<E>();
        let mut schema = &own;
        // A newtype is a reference to what it holds, and may be the reference of another.
        for _ in 0..DEEPEST {
            schema = self.follow(schema);
        }
        let variants = variants(schema).unwrap_or_else(|| vec![(None, own)]);
        if gaps
            && variants
                .iter()
                .any(|(name, _)| name.as_deref() == Some(GAP))
        {
            self.fault(format!(
                "`{}` has an event `{GAP}`, which is what says that events are missing: give it another name",
                std::any::type_name::<E>()
            ));
        }
        for (name, _) in &variants {
            let name = name.as_deref().unwrap_or_default();
            if !super::field::fits(name.as_bytes()) {
                self.fault(format!(
                    "{name:?} can't be the name of an event: write one without line ends"
                ));
            }
        }
        let is_text = is_text::<E>();
        let gap = gaps.then(|| {
            let missed = json!({"type": ["integer", "null"], "minimum": 0,
                "description": "How many events are missing; `null` when that is not known."});
            let data =
                json!({"type": "object", "required": ["missed"], "properties": {"missed": missed}});
            (Some(GAP.to_owned()), data)
        });
        let events = variants.into_iter().chain(gap);
        let mut events: Vec<Value> = events
            .map(|(name, data)| event(name.as_deref(), &data, is_text))
            .collect();
        if events.len() == 1 {
            events.remove(0)
        } else {
            json!({"oneOf": events})
        }
    }
}

/// Whether data of a type is sent as it is.
fn is_text<E: 'static>() -> bool {
    use std::any::TypeId;
    [
        TypeId::of::<String>(),
        TypeId::of::<&'static str>(),
        TypeId::of::<Vec<u8>>(),
    ]
    .contains(&TypeId::of::<E>())
}

/// One event as the object that OpenAPI 3.2 sees in it (§4.14.2.4): its fields are texts.
fn event(name: Option<&str>, data: &Value, is_text: bool) -> Value {
    let mut required = vec!["data"];
    let mut properties = json!({});
    if let Some(name) = name {
        required.insert(0, "event");
        properties["event"] = json!({"type": "string", "enum": [name]});
    }
    properties["data"] = if is_text {
        json!({"type": "string"})
    } else {
        json!({"type": "string", "contentMediaType": "application/json", "contentSchema": data})
    };
    properties["id"] = json!({"type": "string"});
    properties["retry"] = json!({"type": "integer", "minimum": 0});
    json!({"type": "object", "required": required, "properties": properties})
}

/// The variants of an enum that serde writes under their names, each with the schema of its content.
///
/// An untagged enum of structs with one member each has the same schema; tests tell, by the contract.
fn variants(schema: &Value) -> Option<Vec<(Option<String>, Value)>> {
    if let Some(names) = units(schema) {
        return Some(names);
    }
    let mut found: Vec<(Option<String>, Value)> = Vec::new();
    for choice in schema.get("oneOf")?.as_array()? {
        if let Some(names) = units(choice) {
            found.extend(names);
            continue;
        }
        let properties = choice.get("properties")?.as_object()?;
        let mut properties = properties.iter();
        let (Some((name, content)), None) = (properties.next(), properties.next()) else {
            return None;
        };
        // One that may be left out is a member, and so is one that all have: a tag.
        let same = |(known, _): &(Option<String>, Value)| known.as_ref() == Some(name);
        if choice["required"] != json!([name]) || found.iter().any(same) {
            return None;
        }
        found.push((Some(name.clone()), content.clone()));
    }
    Some(found)
}

/// Variants without content.
fn units(schema: &Value) -> Option<Vec<(Option<String>, Value)>> {
    let names = schema.get("enum")?.as_array()?.iter();
    let null = || json!({"type": "null"});
    names
        .map(|name| Some((Some(name.as_str()?.to_owned()), null())))
        .collect()
}
