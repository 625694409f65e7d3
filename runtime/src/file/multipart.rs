//! `multipart/byteranges` (RFC 9110 §14.6): several parts of a file in one body.

use std::{
    hash::{BuildHasher, RandomState},
    ops::Range,
};

use bytes::Bytes;
use http::HeaderValue;

use super::body::Segment;
use crate::fields::written;

/// The media type and the segments of a body that holds parts of a file.
pub(super) fn multipart(
    parts: &[Range<u64>],
    length: u64,
    media: &HeaderValue,
) -> (HeaderValue, Vec<Segment>) {
    let boundary = boundary();
    let mut segments = Vec::with_capacity(2 * parts.len() + 1);
    let mut lead = String::new();
    for part in parts {
        // A media type is visible ASCII: `File::media_type` takes nothing else.
        let media = media.to_str().unwrap_or("application/octet-stream");
        let range = written(part, length);
        let head = format!(
            "{lead}--{boundary}\r\ncontent-type: {media}\r\ncontent-range: {range}\r\n\r\n"
        );
        segments.push(Segment::Text(Bytes::from(head)));
        segments.push(Segment::Part(part.clone()));
        "\r\n".clone_into(&mut lead);
    }
    segments.push(Segment::Text(Bytes::from(format!(
        "\r\n--{boundary}--\r\n"
    ))));
    let media = format!("multipart/byteranges; boundary={boundary}");
    // Letters and digits of the boundary always are a value.
    let media =
        HeaderValue::try_from(media).unwrap_or(HeaderValue::from_static("multipart/byteranges"));
    (media, segments)
}

/// 128 bits that nobody could have foreseen, so that no file holds them.
fn boundary() -> String {
    let random = || RandomState::new().hash_one(());
    format!("{:016x}{:016x}", random(), random())
}
