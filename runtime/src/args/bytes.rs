//! The body as bytes or text, within the limit; the base of every other reader of the body.

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http_body::Body as _;
use http_body_util::BodyExt;
use serde_json::json;

use super::Extract;
use crate::{
    body::Body, context::Context, media::essence, openapi::OperationDoc, problem::Problem,
};

/// Why a body could not be read.
#[derive(Debug, Problem)]
pub enum BytesRejection {
    /// The body is larger than this endpoint takes.
    #[problem(status = 413)]
    TooLarge {
        /// The most bytes a body may have.
        limit: u64,
    },
    /// The body is compressed, which this endpoint doesn't take: send it as it is.
    #[problem(status = 415, title = "Unsupported Content-Encoding")]
    Encoded,
    /// The body ended before it was whole.
    #[problem(status = 400, title = "Incomplete Body")]
    Incomplete,
}

/// Why a body is no text.
#[derive(Debug, Problem)]
pub enum TextRejection {
    /// The bytes could not be read.
    #[problem(transparent)]
    Bytes(BytesRejection),
    /// The body is not UTF-8.
    #[problem(status = 400)]
    NotUtf8,
}

/// Reads the whole body.
pub(super) async fn read(cx: &mut Context) -> Result<Bytes, BytesRejection> {
    let encoded = |value: &http::HeaderValue| !value.as_bytes().eq_ignore_ascii_case(b"identity");
    if cx
        .parts
        .headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .any(encoded)
    {
        return Err(BytesRejection::Encoded);
    }
    let limit = cx.routes.body_limit;
    match cx.take_body() {
        Some(body) => collect(body, limit).await,
        None => Ok(Bytes::new()),
    }
}

/// Never reserves what a length only promises.
async fn collect(mut body: Body, limit: u64) -> Result<Bytes, BytesRejection> {
    let too_large = BytesRejection::TooLarge { limit };
    if body.size_hint().lower() > limit {
        return Err(too_large);
    }
    let Some(mut first) = data(&mut body).await? else {
        return Ok(Bytes::new());
    };
    if body.is_end_stream() && first.len() as u64 <= limit {
        return Ok(first);
    }
    let mut whole = BytesMut::new();
    loop {
        if (whole.len() + first.len()) as u64 > limit {
            return Err(too_large);
        }
        whole.extend_from_slice(&first);
        match data(&mut body).await? {
            Some(next) => first = next,
            None => return Ok(whole.freeze()),
        }
    }
}

/// The next bytes; trailers are never read as headers.
async fn data(body: &mut Body) -> Result<Option<Bytes>, BytesRejection> {
    while let Some(frame) = body.frame().await {
        match frame.map(http_body::Frame::into_data) {
            Ok(Ok(bytes)) => return Ok(Some(bytes)),
            Ok(Err(_trailers)) => {}
            Err(_) => return Err(BytesRejection::Incomplete),
        }
    }
    Ok(None)
}

/// Whether the request has no body at all.
pub(super) fn is_absent(cx: &Context) -> bool {
    cx.body.as_ref().is_none_or(http_body::Body::is_end_stream)
}

/// The request's media type as it was sent; empty when there is none.
pub(super) fn content_type(cx: &Context) -> &str {
    let value = cx.parts.headers.get(CONTENT_TYPE);
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// Whether the request's media type is one the endpoint names, or the reader's own.
pub(super) fn is_consumed(cx: &Context, own: impl FnOnce(&str) -> bool) -> bool {
    let (sent, named) = (content_type(cx), cx.route().consumes);
    if named.is_empty() {
        return own(sent);
    }
    named
        .iter()
        .any(|name| essence(name).eq_ignore_ascii_case(essence(sent)))
}

/// The body as it came, of any media type.
#[diagnostic::do_not_recommend]
impl Extract for Bytes {
    type Rejection = BytesRejection;
    const BODY: bool = true;

    async fn extract(cx: &mut Context) -> Result<Self, BytesRejection> {
        read(cx).await
    }

    fn is_absent(cx: &Context) -> bool {
        is_absent(cx)
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        let schema = json!({"type": "string", "format": "binary"});
        doc.any_request_body("application/octet-stream", &schema);
    }
}

/// The body as UTF-8 text, of any media type.
#[diagnostic::do_not_recommend]
impl Extract for String {
    type Rejection = TextRejection;
    const BODY: bool = true;

    async fn extract(cx: &mut Context) -> Result<Self, TextRejection> {
        let bytes = read(cx).await.map_err(TextRejection::Bytes)?;
        String::from_utf8(bytes.into()).map_err(|_| TextRejection::NotUtf8)
    }

    fn is_absent(cx: &Context) -> bool {
        is_absent(cx)
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        doc.any_request_body("text/plain", &json!({"type": "string"}));
    }
}
