//! Files, with tokio's own ways to open and read them.

use futures_util::TryStreamExt;
use http_body_util::{BodyExt, StreamBody};
use hyper::body::{Bytes, Frame};
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, LAST_MODIFIED};
use hyper::{Method, Response, StatusCode};
use tokio::fs::File;
use tokio::io::AsyncReadExt;
use tokio_util::io::ReaderStream;

use crate::answering::Answering;
use crate::body::Sent;
use crate::{Answer, refusal};

/// What is read at once and sent in one piece; larger files come in pieces of this size.
const PIECE: usize = 64 * 1024;

/// Kept out of the way of what is answered at once.
#[cold]
pub(crate) fn answering(name: &str, method: &Method) -> Answering {
    if method != Method::GET {
        return Answering::Now(refusal(StatusCode::METHOD_NOT_ALLOWED));
    }
    if name.contains("..") || name.contains('/') {
        return Answering::Now(refusal(StatusCode::NOT_FOUND));
    }
    let name = name.to_owned();
    Answering::Later(Box::pin(async move {
        let found = open(&name).await;
        found.unwrap_or_else(|_| refusal(StatusCode::NOT_FOUND))
    }))
}

async fn open(name: &str) -> std::io::Result<Answer> {
    let mut file = File::open(peer_common::files().join(name)).await?;
    let metadata = file.metadata().await?;
    let length = metadata.len();
    let body = if length <= PIECE as u64 {
        let mut bytes = Vec::with_capacity(PIECE);
        file.read_to_end(&mut bytes).await?;
        Sent::Full(Bytes::from(bytes))
    } else {
        let pieces = ReaderStream::with_capacity(file, PIECE).map_ok(Frame::data);
        Sent::Pieces(StreamBody::new(pieces).boxed_unsync())
    };
    let mut answer = Response::new(body);
    let headers = answer.headers_mut();
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    let media = HeaderValue::from_static("text/plain; charset=utf-8");
    headers.insert(CONTENT_TYPE, media);
    let modified = httpdate::fmt_http_date(metadata.modified()?);
    headers.insert(
        LAST_MODIFIED,
        HeaderValue::try_from(modified).expect("a date is a value"),
    );
    Ok(answer)
}
