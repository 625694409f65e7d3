//! `Stream`: text or bytes, piece by piece.

use std::marker::PhantomData;

use bytes::Bytes;
use http::Response;
use serde_json::json;

use super::{FRAME, Item, Piece, Source, Write, answer};
use crate::{
    body::{Body, BodyError},
    context::Context,
    media::Format,
    openapi::OperationDoc,
    reply::{Raw, Respond, Textual, by},
};

/// An answer of text or bytes that is made while it is sent.
///
/// A stream of `String` or `&'static str` is `text/plain`, one of `Vec<u8>` or [`Bytes`] is
/// `application/octet-stream`; the attribute's `media_type` says otherwise. There is no
/// `Content-Length`.
///
/// The source is asked for more when the connection has room: besides one item, about 72 KiB wait
/// for a client that reads slowly. It is dropped when the client leaves: at once where nothing of the
/// client's is left to be read, otherwise some five seconds later. One whose end lies behind more unread
/// bytes than the system takes, or that is gone without a word, as a computer without power is, is noticed
/// by what can't be written: while the source says nothing, nobody notices.
///
/// An error cuts the body off, so that the client sees that it is not whole: without the last chunk, or
/// by a reset where HTTP/1.0 has none. The reason is logged.
///
/// Whatever the source owns lives as long as the body: move into it what a handler has extracted.
///
/// ```
/// use folio::{Stream, get};
///
/// /// Counts.
/// #[get("/count/{to}")]
/// async fn count(to: u32) -> Stream<String> {
///     Stream::generate(async move |mut lines| {
///         for n in 1..=to {
///             lines.send(format!("{n}\n")).await;
///         }
///     })
/// }
/// ```
pub struct Stream<T = Bytes> {
    source: Source,
    item: PhantomData<fn() -> T>,
}

/// Writes pieces one after the other.
struct Pieces<T>(PhantomData<fn() -> T>);

impl<I: Item<T>, T: Piece> Write<I> for Pieces<T> {
    #[inline]
    fn write(&mut self, item: I, frame: &mut Vec<u8>) -> Result<Option<Bytes>, BodyError> {
        let piece = item.item()?;
        if piece.as_ref().len() >= FRAME {
            return Ok(Some(piece.into()));
        }
        frame.extend_from_slice(piece.as_ref());
        Ok(None)
    }
}

answer::sources! {
    impl[T: Piece] Stream<T>, Item<T>: |source| Stream { source, item: PhantomData }, Pieces(PhantomData)
}

#[diagnostic::do_not_recommend]
impl<T: Piece> Respond<by::Itself> for Stream<T> {
    const BODY: bool = true;

    fn describe(doc: &mut OperationDoc<'_>) {
        let (status, media) = (doc.status(), doc.own_media(T::MEDIA));
        let schema = match media.format {
            Format::Text => json!({"type": "string"}),
            _ => json!({"type": "string", "format": "binary"}),
        };
        doc.answer_with(status, media.name, schema);
    }

    fn respond(self, cx: &mut Context) -> Response<Body> {
        answer::respond(self.source, cx)
    }
}

#[diagnostic::do_not_recommend]
impl Textual<by::Itself> for Stream<String> {}
#[diagnostic::do_not_recommend]
impl Textual<by::Itself> for Stream<&'static str> {}
#[diagnostic::do_not_recommend]
impl<T: Piece> Raw<by::Itself> for Stream<T> {}
