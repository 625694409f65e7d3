//! What a test gets back.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

/// An answer with its body read.
#[derive(Debug, Clone)]
pub struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Answer {
    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The first value of a header; `None` when it is missing or no visible ASCII.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.body
    }

    /// The body as text.
    ///
    /// # Panics
    ///
    /// When it is not UTF-8.
    #[must_use]
    #[track_caller]
    pub fn text(&self) -> &str {
        match std::str::from_utf8(&self.body) {
            Ok(text) => text,
            Err(error) => panic!("the body is not UTF-8: {error}"),
        }
    }

    /// The body as a value in JSON.
    ///
    /// # Panics
    ///
    /// When it is not.
    #[must_use]
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        match serde_json::from_slice(&self.body) {
            Ok(value) => value,
            Err(error) => panic!(
                "the body is not the JSON that is wanted: {error}\n{}",
                self.lossy()
            ),
        }
    }

    /// The body as a value in MessagePack.
    ///
    /// # Panics
    ///
    /// When it is not.
    #[must_use]
    #[track_caller]
    pub fn messagepack<T: DeserializeOwned>(&self) -> T {
        match rmp_serde::from_slice(&self.body) {
            Ok(value) => value,
            Err(error) => panic!("the body is not the MessagePack that is wanted: {error}"),
        }
    }

    pub(super) fn lossy(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
