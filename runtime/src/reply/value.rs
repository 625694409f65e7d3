//! Values as answers: JSON, MessagePack, text or bytes, as the endpoint's media type says.

use std::any::{Any, TypeId};

use bytes::Bytes;
use http::Response;
use serde::{Serialize, Serializer, ser};
use serde_json::{Value as Json, json};
use utoipa::ToSchema;

use super::{Respond, by};
use crate::{
    body::Body,
    context::Context,
    media::Media,
    offer::{Offer, Write, encode, render},
    openapi::OperationDoc,
    problem::{Problem, Rejection},
};

/// A value that can be written and that has a schema.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a handler's answer",
    label = "not an answer",
    note = "derive both: `#[derive(serde::Serialize, utoipa::ToSchema)]`"
)]
pub trait Content: Serialize + ToSchema + Send + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ToSchema + Send + 'static> Content for T {}

/// There is nothing under this path.
#[derive(Debug, Problem)]
#[problem(status = 404)]
struct Absent;

/// This can't be had in any of the media types that `accept` names.
#[derive(Debug, Problem)]
#[problem(status = 406)]
pub(crate) struct NotAcceptable {
    /// The media types it can be had in.
    pub(crate) available: Vec<String>,
}

/// An answer that could not be written.
#[derive(Debug, Problem)]
#[problem(status = 500)]
pub(crate) struct Unwritable(pub(crate) String);

/// Describes what can go wrong in choosing among representations, and in writing them.
pub(crate) fn describe_faults(doc: &mut OperationDoc<'_>, offers: &[Offer]) {
    if offers.len() > 1 && !doc.layer().disregard_accept {
        NotAcceptable::describe(doc);
    }
    let foreign = |offer: &Offer| matches!(offer.write, Write::Encoder(_) | Write::Template(..));
    if offers.iter().any(foreign) {
        Unwritable::describe(doc);
    }
}

#[diagnostic::do_not_recommend]
impl<T: Content> Respond<by::Value> for T {
    const BODY: bool = size_of::<T>() != 0;

    fn describe(doc: &mut OperationDoc<'_>) {
        let status = doc.status();
        if is_unit::<T>() {
            return doc.answer(status);
        }
        if matches!(status.as_u16(), 204 | 205 | 304) {
            // The compiler sees types with a size only; an empty struct comes this far.
            let name = std::any::type_name::<T>();
            doc.fault(format!(
                "a {} response carries no body, and `{name}` is one: return `()`",
                status.as_u16()
            ));
        }
        let offers = doc.offers(own_media::<T>());
        let mut own = doc.schema::<T>();
        if without_null(&mut own) {
            Absent::describe(doc);
        }
        describe_faults(doc, &offers);
        for offer in offers {
            doc.answer_with(status, offer.media, offer.schema(&own));
        }
    }

    fn respond(self, cx: &mut Context) -> Response<Body> {
        if is_unit::<T>() {
            return cx.answer(Body::empty(), |route| &route.bare);
        }
        if is_none(&self) {
            return Rejection::from(Absent).respond(cx.headers(|route| &route.errors));
        }
        let chosen = usize::from(cx.offer);
        match write(self, &cx.offer().write) {
            Ok(bytes) => cx.answer(Body::full(bytes), |route| &route.offers[chosen].ready),
            Err(error) => {
                Rejection::from(Unwritable(error)).respond(cx.headers(|route| &route.errors))
            }
        }
    }
}

/// Whether `T` is `()`.
fn is_unit<T: 'static>() -> bool {
    size_of::<T>() == 0 && TypeId::of::<T>() == TypeId::of::<()>()
}

fn is<T: 'static, U: 'static>() -> bool {
    TypeId::of::<T>() == TypeId::of::<U>()
}

/// The media type of values of `T` where the endpoint names none.
fn own_media<T: 'static>() -> Media {
    if is::<T, String>()
        || is::<T, &'static str>()
        || is::<T, Option<String>>()
        || is::<T, Option<&'static str>>()
    {
        Media::TEXT
    } else if is::<T, Vec<u8>>() || is::<T, Option<Vec<u8>>>() {
        Media::BYTES
    } else {
        Media::JSON
    }
}

/// How many bytes a small value takes, so that it is written without growing.
const SMALL: usize = 128;

/// A value in a form.
fn write<T: Serialize + 'static>(value: T, write: &Write) -> Result<Bytes, String> {
    match write {
        Write::Json => crate::json::write(&value, SMALL)
            .map(Bytes::from)
            .map_err(|error| error.to_string()),
        Write::MessagePack => messagepack(&value),
        Write::Encoder(encoder) => encode(&**encoder, &value),
        Write::Template(engine, name) => render(&**engine, name, &value),
        Write::Text | Write::Bytes => raw(value)
            .ok_or_else(|| format!("`{}` is neither text nor bytes", std::any::type_name::<T>())),
    }
}

#[cfg(feature = "messagepack")]
pub(crate) fn messagepack<T: Serialize>(value: &T) -> Result<Bytes, String> {
    rmp_serde::to_vec_named(value)
        .map(Bytes::from)
        .map_err(|error| error.to_string())
}

#[cfg(not(feature = "messagepack"))]
pub(crate) fn messagepack<T: Serialize>(_: &T) -> Result<Bytes, String> {
    Err("the feature `messagepack` is off".to_owned())
}

/// Text and bytes as they are, not copied.
fn raw<T: 'static>(value: T) -> Option<Bytes> {
    let mut value = Some(value);
    let any: &mut dyn Any = &mut value;
    if let Some(text) = any.downcast_mut::<Option<String>>() {
        return text.take().map(Bytes::from);
    }
    if let Some(text) = any.downcast_mut::<Option<&'static str>>() {
        return text.take().map(|text| Bytes::from_static(text.as_bytes()));
    }
    if let Some(bytes) = any.downcast_mut::<Option<Vec<u8>>>() {
        return bytes.take().map(Bytes::from);
    }
    if let Some(Some(text)) = any.downcast_mut::<Option<Option<String>>>() {
        return text.take().map(Bytes::from);
    }
    if let Some(Some(text)) = any.downcast_mut::<Option<Option<&'static str>>>() {
        return text.take().map(|text| Bytes::from_static(text.as_bytes()));
    }
    if let Some(Some(bytes)) = any.downcast_mut::<Option<Option<Vec<u8>>>>() {
        return bytes.take().map(Bytes::from);
    }
    None
}

/// Takes `null` out of a schema; whether it was there.
pub(crate) fn without_null(schema: &mut Json) -> bool {
    let null = json!({"type": "null"});
    if let Some(Json::Array(choices)) = schema.get_mut("oneOf") {
        let before = choices.len();
        choices.retain(|choice| *choice != null);
        let found = choices.len() < before;
        if let (true, [only]) = (found, choices.as_slice()) {
            *schema = only.clone();
        }
        return found;
    }
    false
}

/// Whether a value is `None`, as serde sees it.
fn is_none<T: Serialize>(value: &T) -> bool {
    matches!(value.serialize(NoneProbe), Err(Seen::None))
}

/// Ends with the first call.
struct NoneProbe;

#[derive(Debug)]
enum Seen {
    None,
    Some,
}

impl std::fmt::Display for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the end of a probe")
    }
}

impl std::error::Error for Seen {}

impl ser::Error for Seen {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Seen::Some
    }
}

macro_rules! seen {
    ($($method:ident($($type:ty),*);)*) => {$(
        #[inline]
        fn $method(self, $(_: $type),*) -> Result<Self::Ok, Seen> {
            Err(Seen::Some)
        }
    )*};
}

type Never = ser::Impossible<(), Seen>;

impl Serializer for NoneProbe {
    type Ok = ();
    type Error = Seen;
    type SerializeSeq = Never;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Never;
    type SerializeStructVariant = Never;

    seen! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_i128(i128);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_u128(u128);
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_unit();
        serialize_unit_struct(&'static str);
        serialize_unit_variant(&'static str, u32, &'static str);
    }

    #[inline]
    fn serialize_none(self) -> Result<(), Seen> {
        Err(Seen::None)
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<(), Seen> {
        Err(Seen::Some)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: &T,
    ) -> Result<(), Seen> {
        Err(Seen::Some)
    }

    #[inline]
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Seen> {
        Err(Seen::Some)
    }

    #[inline]
    fn serialize_seq(self, _: Option<usize>) -> Result<Never, Seen> {
        Err(Seen::Some)
    }

    #[inline]
    fn serialize_tuple(self, _: usize) -> Result<Never, Seen> {
        Err(Seen::Some)
    }

    #[inline]
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Never, Seen> {
        Err(Seen::Some)
    }

    #[inline]
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Never, Seen> {
        Err(Seen::Some)
    }

    #[inline]
    fn serialize_map(self, _: Option<usize>) -> Result<Never, Seen> {
        Err(Seen::Some)
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Never, Seen> {
        Err(Seen::Some)
    }

    #[inline]
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Never, Seen> {
        Err(Seen::Some)
    }
}
