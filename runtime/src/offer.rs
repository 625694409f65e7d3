//! Representations: the forms an answer is offered in (RFC 9110 §3.2), and what writes each.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header::CONTENT_TYPE};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    body::{BodyError, reasons},
    encode::{Encoder, is_object},
    layer::Layer,
    media::{Format, Media, essence, is_json, is_messagepack},
    openapi::OperationDoc,
    template::{self, TemplateEngine},
};

/// One of the forms in which the values of a handler are offered.
///
/// Attributes write them in short: `produces = [Json, MessagePack, Html("cities.html"), "text/csv"]`.
#[derive(Debug, Clone)]
pub struct Representation(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Media(Media),
    Template(&'static str),
    Encoded(&'static str),
}

impl Representation {
    /// JSON or MessagePack under a media type.
    #[must_use]
    pub const fn media(media: Media) -> Self {
        Representation(Kind::Media(media))
    }

    /// A template, rendered over the value: over the members of an object, or over anything else
    /// under the name `value`. Its name says the media type.
    #[must_use]
    pub const fn template(name: &'static str) -> Self {
        Representation(Kind::Template(name))
    }

    /// What the nearest encoder of a media type writes, its parameters aside.
    #[must_use]
    pub const fn encoded(media_type: &'static str) -> Self {
        Representation(Kind::Encoded(media_type))
    }

    /// The offer it is below a layer.
    fn offer(&self, layer: &Layer) -> Result<Offer, String> {
        match self.0 {
            Kind::Media(media) if media.format.is_raw() => Err(format!(
                "`{}` says no format for values: offer a template or an encoder",
                media.name
            )),
            Kind::Media(media) => Ok(Offer::of(media)),
            Kind::Template(name) => {
                let Some(engine) = &layer.templates else {
                    return Err(format!(
                        "nothing renders the template `{name}`: add an engine by `.templates(…)` on the app or a router above"
                    ));
                };
                if !engine.has(name) {
                    return Err(format!(
                        "there is no template `{name}`: {}",
                        known(&**engine)
                    ));
                }
                let write = Write::Template(Arc::clone(engine), name);
                Ok(Offer::new(template::media(name), write))
            }
            Kind::Encoded(media) => match layer.encoder_of(media) {
                Some(encoder) => {
                    let media = encoder.media_type();
                    Ok(Offer::new(media, Write::Encoder(Arc::clone(encoder))))
                }
                None if is_json(media) => Ok(Offer::new(media, Write::Json)),
                None if is_messagepack(media) => Ok(Offer::new(media, Write::MessagePack)),
                None => Err(format!(
                    "nothing writes `{}`: add an encoder by `.encoder(…)` on the app or a router above",
                    essence(media)
                )),
            },
        }
    }
}

/// What templates there are.
fn known(engine: &dyn TemplateEngine) -> String {
    let mut names = engine.names();
    names.truncate(10);
    if names.is_empty() {
        "the engine doesn't know it".to_owned()
    } else {
        format!("there are `{}`", names.join("`, `"))
    }
}

/// A representation of a route's answers, with everything known that can be.
#[derive(Debug, Clone)]
pub(crate) struct Offer {
    /// The media type with its parameters.
    pub(crate) media: &'static str,
    /// The headers of an answer in this form.
    pub(crate) ready: HeaderMap,
    /// Headers of its own, which those of layers go before.
    pub(crate) adds: &'static [(HeaderName, HeaderValue)],
    pub(crate) write: Write,
    /// Whether an answer can't be named otherwise: its media type says how it is written.
    pub(crate) fixed: bool,
}

/// What writes a value.
#[derive(Debug, Clone)]
pub(crate) enum Write {
    Json,
    MessagePack,
    /// Text as it is.
    Text,
    /// Bytes or text as they are.
    Bytes,
    Encoder(Arc<dyn Encoder>),
    Template(Arc<dyn TemplateEngine>, &'static str),
}

impl Offer {
    fn new(media: &'static str, write: Write) -> Self {
        Offer {
            media,
            ready: HeaderMap::new(),
            adds: &[],
            write,
            fixed: false,
        }
    }

    /// The one offer of a media type.
    pub(crate) fn of(media: Media) -> Self {
        let write = match media.format {
            Format::Json => Write::Json,
            Format::MessagePack => Write::MessagePack,
            Format::Text => Write::Text,
            Format::Bytes => Write::Bytes,
        };
        Offer::new(media.name, write)
    }

    /// The one offer of a handler whose answers say their media types themselves, or have none.
    pub(crate) fn unnamed(bare: &HeaderMap) -> Self {
        Offer {
            ready: bare.clone(),
            ..Offer::new("", Write::Bytes)
        }
    }

    /// Whether what is sent is text or bytes as they are.
    pub(crate) fn is_raw(&self) -> bool {
        matches!(self.write, Write::Text | Write::Bytes)
    }

    /// Makes its headers ready, over those of every answer.
    pub(crate) fn send_over(&mut self, bare: &HeaderMap) -> Result<(), String> {
        // Not copied: what is static is cloned without counting.
        let media = HeaderValue::from_maybe_shared(Bytes::from_static(self.media.as_bytes()))
            .map_err(|_| format!("`{}` is no media type", self.media))?;
        self.ready.clone_from(bare);
        self.ready.insert(CONTENT_TYPE, media);
        for (name, value) in self.adds {
            self.ready.entry(name).or_insert_with(|| value.clone());
        }
        Ok(())
    }

    /// The schema of what is written of a value whose own schema is known.
    pub(crate) fn schema(&self, own: &Value) -> Value {
        let media = essence(self.media).to_ascii_lowercase();
        match &self.write {
            Write::Json | Write::MessagePack => own.clone(),
            // What an encoder or a template makes of the value, nobody knows.
            _ if is_json(&media) || is_messagepack(&media) => json!({}),
            Write::Encoder(_) if media.starts_with("text/") => json!({"type": "string"}),
            Write::Text | Write::Template(..) => json!({"type": "string"}),
            Write::Bytes | Write::Encoder(_) => json!({"type": "string", "format": "binary"}),
        }
    }
}

/// A value as an encoder writes it.
pub(crate) fn encode(
    encoder: &dyn Encoder,
    value: &dyn erased_serde::Serialize,
) -> Result<Bytes, String> {
    sendable(encoder.encode(value))
}

/// A value as a template shows it.
pub(crate) fn render(
    engine: &dyn TemplateEngine,
    name: &str,
    value: &dyn erased_serde::Serialize,
) -> Result<Bytes, String> {
    #[derive(Serialize)]
    struct Members<'v> {
        value: &'v dyn erased_serde::Serialize,
    }

    sendable(if is_object(value) {
        engine.render(name, value)
    } else {
        engine.render(name, &Members { value })
    })
}

fn sendable(written: Result<impl Into<Bytes>, BodyError>) -> Result<Bytes, String> {
    written.map(Into::into).map_err(|error| reasons(&*error))
}

impl OperationDoc<'_> {
    /// The representations of a handler's values: what its attribute or the nearest layer produces, or
    /// else one media type.
    ///
    /// What is text or bytes by its type is one representation by itself, whatever a layer produces.
    pub(crate) fn offers(&mut self, own: Media) -> Vec<Offer> {
        let (spec, layer) = (self.spec(), self.layer());
        let stated = (spec.layer)(Layer::new()).produces.is_some();
        let inherited = own.format.is_raw() || spec.media.is_some();
        let Some(produces) = layer.produces.as_ref().filter(|_| stated || !inherited) else {
            self.media(own);
            return self.offers.clone();
        };
        self.produced = true;
        if stated && spec.media.is_some() {
            self.fault("`media_type` names one representation and `produces` others: keep one of the options");
        }
        if own.format.is_raw() && produces.len() > 1 {
            self.fault("text and bytes are one representation already: return a value that all formats of `produces` can write");
        }
        let mut offers: Vec<Offer> = Vec::new();
        for representation in produces.iter() {
            match representation.offer(layer) {
                Ok(offer) => {
                    let name = essence(offer.media);
                    let same = |known: &Offer| essence(known.media).eq_ignore_ascii_case(name);
                    if offers.iter().any(same) {
                        self.fault(format!("`{name}` is produced in two ways: keep one"));
                    }
                    offers.push(offer);
                }
                Err(fault) => self.fault(fault),
            }
        }
        self.offers.clone_from(&offers);
        offers
    }
}
