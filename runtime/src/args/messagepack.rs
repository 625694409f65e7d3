//! `MessagePack<T>`: the body as a value in MessagePack.

use serde::de::DeserializeOwned;

use super::{
    BytesRejection, Extract, Readable,
    bytes::{is_absent, is_consumed, read},
};
use crate::{
    context::Context,
    media::{Media, is_messagepack},
    openapi::OperationDoc,
    problem::{FieldError, Problem},
};

/// How deep MessagePack may nest.
const DEPTH: usize = 128;

/// The body as MessagePack: `application/vnd.msgpack`, its older names, or a `+msgpack` suffix.
///
/// Bounds of the schema are checked as for [`Json`](super::Json); a type that has some is read with
/// named fields only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MessagePack<T>(pub T);

/// Why a body is not the MessagePack that is wanted.
#[derive(Debug, Problem)]
pub enum MessagePackRejection {
    /// The bytes could not be read.
    #[problem(transparent)]
    Bytes(BytesRejection),
    /// The body is not MessagePack: send `content-type: application/vnd.msgpack`.
    #[problem(status = 415)]
    MediaType,
    /// The body is not what this endpoint takes.
    #[problem(status = 422)]
    Invalid {
        /// Each field that failed.
        errors: Vec<FieldError>,
    },
}

impl<T: Readable> Extract for MessagePack<T> {
    type Rejection = MessagePackRejection;
    const BODY: bool = true;

    async fn extract(cx: &mut Context) -> Result<Self, MessagePackRejection> {
        if !is_consumed(cx, is_messagepack) {
            return Err(MessagePackRejection::MediaType);
        }
        let bytes = read(cx).await.map_err(MessagePackRejection::Bytes)?;
        let shape = cx.route().body_shape.as_ref();
        let named = || parse::<serde_json::Value>(&bytes);
        let read = parse(&bytes);
        let faults = match (&read, shape) {
            (Ok(_), Some(shape)) if !shape.is_bounded() => Some(Vec::new()),
            (_, Some(shape)) => named().ok().map(|value| shape.faults(&value)),
            (_, None) => Some(Vec::new()),
        };
        match (read, faults) {
            (Ok(value), Some(errors)) if errors.is_empty() => Ok(MessagePack(value)),
            (_, Some(errors)) if !errors.is_empty() => {
                Err(MessagePackRejection::Invalid { errors })
            }
            _ => {
                let fault = FieldError::pointer("", "can't be read as what this endpoint takes");
                Err(MessagePackRejection::Invalid {
                    errors: vec![fault],
                })
            }
        }
    }

    fn is_absent(cx: &Context) -> bool {
        is_absent(cx)
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        let schema = doc.schema::<T>();
        doc.request_body(&[Media::MESSAGE_PACK.name], &schema, true);
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ()> {
    let mut parser = rmp_serde::Deserializer::from_read_ref(bytes);
    parser.set_max_depth(DEPTH);
    T::deserialize(&mut parser).map_err(|_| ())
}
