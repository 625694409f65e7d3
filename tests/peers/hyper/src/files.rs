//! Files, with tokio's own ways to open and read them.

use http_body_util::{BodyExt, Either, Full, StreamBody};
use futures_util::TryStreamExt;
use hyper::body::{Bytes, Frame};
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, LAST_MODIFIED};
use hyper::{Response, StatusCode};
use tokio::fs::File;
use tokio::io::AsyncReadExt;
use tokio_util::io::ReaderStream;

use crate::Sent;

/// What is read at once and sent in one piece; larger files come in pieces of this size.
const PIECE: usize = 64 * 1024;

pub(crate) async fn answer(name: &str) -> Response<Sent> {
    let found = if name.contains("..") {
        Err(std::io::ErrorKind::NotFound.into())
    } else {
        open(name).await
    };
    found.unwrap_or_else(|_| {
        let mut answer = Response::new(Either::Left(Full::default()));
        *answer.status_mut() = StatusCode::NOT_FOUND;
        answer
    })
}

async fn open(name: &str) -> std::io::Result<Response<Sent>> {
    let mut file = File::open(peer_common::files().join(name)).await?;
    let metadata = file.metadata().await?;
    let length = metadata.len();
    let body = if length <= PIECE as u64 {
        let mut bytes = Vec::with_capacity(PIECE);
        file.read_to_end(&mut bytes).await?;
        Either::Left(Full::new(Bytes::from(bytes)))
    } else {
        let pieces = ReaderStream::with_capacity(file, PIECE).map_ok(Frame::data);
        Either::Right(StreamBody::new(pieces).boxed_unsync())
    };
    let mut answer = Response::new(body);
    let headers = answer.headers_mut();
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    let media = HeaderValue::from_static("text/plain; charset=utf-8");
    headers.insert(CONTENT_TYPE, media);
    let modified = httpdate::fmt_http_date(metadata.modified()?);
    headers.insert(LAST_MODIFIED, HeaderValue::try_from(modified).expect("a date is a value"));
    Ok(answer)
}
