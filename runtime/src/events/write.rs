//! Fields as they stand on the wire.
//!
//! Lines end with CRLF, and an event with one more. Whatever a text holds, each of its lines, by any
//! of the three line ends a client knows, becomes a line of its field.

use std::any::Any;

use super::{
    field::{InvalidEventField, fits},
    members::Members,
    variant::{Payload, Shape},
};
use crate::{body::BodyError, reply::Content, stream::OneLine};

/// The end of a line, and after a line that of an event.
pub(super) const END: &[u8] = b"\r\n";

/// What keeps a connection alive that has nothing to say.
pub(super) const PING: &[u8] = b": ping\r\n\r\n";

/// Writes the name that data gives its event, if it is a variant of an enum.
#[inline]
pub(super) fn named(shape: &Shape, frame: &mut Vec<u8>) -> Result<(), BodyError> {
    if let Some(name) = shape.name {
        if !fits(name.as_bytes()) {
            return Err(InvalidEventField.into());
        }
        frame.extend_from_slice(b"event: ");
        frame.extend_from_slice(name.as_bytes());
        frame.extend_from_slice(END);
    }
    Ok(())
}

/// Writes data: text as it is, anything else as JSON.
#[inline]
pub(super) fn data<E: Content>(
    data: &E,
    shape: &Shape,
    frame: &mut Vec<u8>,
) -> Result<(), BodyError> {
    if let Some(text) = text(data) {
        lines(b"data: ", text?, frame);
        return Ok(());
    }
    frame.extend_from_slice(b"data: ");
    if shape.is_struct {
        data.serialize(Members(frame))?;
    } else {
        let mut json = serde_json::Serializer::with_formatter(&mut *frame, OneLine);
        data.serialize(Payload(&mut json))?;
    }
    frame.extend_from_slice(END);
    Ok(())
}

/// Data that is text by its type.
fn text<E: 'static>(data: &E) -> Option<Result<&str, BodyError>> {
    let any: &dyn Any = data;
    if let Some(text) = any.downcast_ref::<String>() {
        return Some(Ok(text));
    }
    if let Some(text) = any.downcast_ref::<&'static str>() {
        return Some(Ok(text));
    }
    let bytes = any.downcast_ref::<Vec<u8>>()?;
    Some(std::str::from_utf8(bytes).map_err(Into::into))
}

/// Writes a comment.
pub(super) fn comment(text: &str, frame: &mut Vec<u8>) {
    lines(b": ", text, frame);
}

/// Writes each line of a text behind the name of its field.
fn lines(name: &[u8], text: &str, frame: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    loop {
        let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        frame.extend_from_slice(name);
        frame.extend_from_slice(&rest[..end.unwrap_or(rest.len())]);
        frame.extend_from_slice(END);
        let Some(end) = end else { return };
        let width = if rest[end..].starts_with(b"\r\n") {
            2
        } else {
            1
        };
        rest = &rest[end + width..];
    }
}
