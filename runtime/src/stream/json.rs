//! Sequences of values in JSON, written one by one.

use std::marker::PhantomData;

use bytes::Bytes;
use http::Response;
use serde::Serialize;
use serde_json::json;

use super::{Item, Source, Write, answer, one_line};
use crate::{
    body::{Body, BodyError},
    context::Context,
    media::{Format, Media, is_json},
    openapi::{OperationDoc, sequence},
    reply::{Content, Raw, Respond, by},
};

/// Values in JSON, one a line, written while they are sent.
///
/// The media type is `application/jsonl`; an attribute may say another one of the same form, such as
/// `media_type = "application/x-ndjson"`. What holds of sources and errors is said of
/// [`Stream`](crate::Stream).
///
/// ```
/// use folio::{JsonLines, get};
/// use serde::Serialize;
/// use utoipa::ToSchema;
///
/// #[derive(Serialize, ToSchema)]
/// struct Row {
///     id: u64,
/// }
///
/// /// Every row there is.
/// #[get("/rows.jsonl")]
/// async fn rows() -> JsonLines<Row> {
///     JsonLines::iter((1..=3).map(|id| Row { id }))
/// }
/// ```
pub struct JsonLines<T> {
    source: Source,
    item: PhantomData<fn() -> T>,
}

/// Values as one JSON array, written while they are sent.
///
/// It looks like a `Vec<T>` to the client and in the document, and needs memory for one item only. A
/// stream that fails leaves the array open. What holds of sources and errors is said of
/// [`Stream`](crate::Stream).
pub struct JsonArray<T> {
    source: Source,
    item: PhantomData<fn() -> T>,
}

/// Values as a JSON text sequence (RFC 7464), `application/json-seq`, written while they are sent.
///
/// Each begins with the character RS, so that a reader finds the next after one that was cut off. What
/// holds of sources and errors is said of [`Stream`](crate::Stream).
pub struct JsonSequence<T> {
    source: Source,
    item: PhantomData<fn() -> T>,
}

const LINES: Media = Media::new("application/jsonl", Format::Text);
const SEQUENCE: Media = Media::new("application/json-seq", Format::Text);

/// Writes a value.
#[inline]
fn value<T: Serialize, I: Item<T>>(item: I, frame: &mut Vec<u8>) -> Result<(), BodyError> {
    let value = item.item()?;
    Ok(one_line(&value, frame)?)
}

struct Lines<T>(PhantomData<fn() -> T>);

impl<I: Item<T>, T: Content> Write<I> for Lines<T> {
    #[inline]
    fn write(&mut self, item: I, frame: &mut Vec<u8>) -> Result<Option<Bytes>, BodyError> {
        value(item, frame)?;
        frame.push(b'\n');
        Ok(None)
    }
}

struct Array<T> {
    begun: bool,
    item: PhantomData<fn() -> T>,
}

impl<T> Array<T> {
    const NEW: Self = Array {
        begun: false,
        item: PhantomData,
    };
}

impl<I: Item<T>, T: Content> Write<I> for Array<T> {
    #[inline]
    fn write(&mut self, item: I, frame: &mut Vec<u8>) -> Result<Option<Bytes>, BodyError> {
        frame.push(if self.begun { b',' } else { b'[' });
        value(item, frame)?;
        self.begun = true;
        Ok(None)
    }

    fn finish(&mut self, frame: &mut Vec<u8>) {
        frame.extend_from_slice(if self.begun { b"]" } else { b"[]" });
    }
}

struct Records<T>(PhantomData<fn() -> T>);

impl<I: Item<T>, T: Content> Write<I> for Records<T> {
    #[inline]
    fn write(&mut self, item: I, frame: &mut Vec<u8>) -> Result<Option<Bytes>, BodyError> {
        frame.push(0x1e);
        value(item, frame)?;
        frame.push(b'\n');
        Ok(None)
    }
}

answer::sources! {
    impl[T: Content] JsonLines<T>, Item<T>: |source| JsonLines { source, item: PhantomData }, Lines(PhantomData)
}

answer::sources! {
    impl[T: Content] JsonArray<T>, Item<T>: |source| JsonArray { source, item: PhantomData }, Array::NEW
}

answer::sources! {
    impl[T: Content] JsonSequence<T>, Item<T>: |source| JsonSequence { source, item: PhantomData }, Records(PhantomData)
}

#[diagnostic::do_not_recommend]
impl<T: Content> Respond<by::Itself> for JsonLines<T> {
    const BODY: bool = true;

    fn describe(doc: &mut OperationDoc<'_>) {
        let fits = |name: &str| {
            ["jsonl", "ndjson", "json-lines"]
                .iter()
                .any(|end| name.ends_with(end))
        };
        let (status, media) = (doc.status(), doc.sequence_media(LINES, fits));
        let schema = sequence(doc.schema::<T>());
        doc.answer_with(status, media.name, schema);
    }

    fn respond(self, cx: &mut Context) -> Response<Body> {
        answer::respond(self.source, cx)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Content> Respond<by::Itself> for JsonArray<T> {
    const BODY: bool = true;

    fn describe(doc: &mut OperationDoc<'_>) {
        let (status, media) = (doc.status(), doc.sequence_media(Media::JSON, is_json));
        let schema = json!({"type": "array", "items": doc.schema::<T>()});
        doc.answer_with(status, media.name, schema);
    }

    fn respond(self, cx: &mut Context) -> Response<Body> {
        answer::respond(self.source, cx)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Content> Respond<by::Itself> for JsonSequence<T> {
    const BODY: bool = true;

    fn describe(doc: &mut OperationDoc<'_>) {
        let fits = |name: &str| name.ends_with("json-seq");
        let (status, media) = (doc.status(), doc.sequence_media(SEQUENCE, fits));
        let schema = sequence(doc.schema::<T>());
        doc.answer_with(status, media.name, schema);
    }

    fn respond(self, cx: &mut Context) -> Response<Body> {
        answer::respond(self.source, cx)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Content> Raw<by::Itself> for JsonLines<T> {}
#[diagnostic::do_not_recommend]
impl<T: Content> Raw<by::Itself> for JsonSequence<T> {}
