//! What sources yield.

use bytes::Bytes;

use crate::{body::BodyError, media::Media};

/// What a source of `T` may yield: `T` itself, or a `Result` of it whose error cuts the body off.
#[diagnostic::on_unimplemented(
    message = "a source of `{Self}` does not yield `{T}`",
    label = "yields something else",
    note = "let it yield `{T}`, or a `Result` of it with an error that ends the stream"
)]
pub trait Item<T>: Send {
    /// The item, or why there is none.
    #[doc(hidden)]
    fn item(self) -> Result<T, BodyError>;
}

#[diagnostic::do_not_recommend]
impl<T: Send> Item<T> for T {
    #[inline]
    fn item(self) -> Result<T, BodyError> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Send, E: Into<BodyError> + Send> Item<T> for Result<T, E> {
    #[inline]
    fn item(self) -> Result<T, BodyError> {
        self.map_err(Into::into)
    }
}

/// What a [`Stream`](crate::Stream) is made of: text or bytes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither text nor bytes",
    label = "neither text nor bytes",
    note = "stream `String`, `&'static str`, `Vec<u8>` or `Bytes`, or return `JsonLines` of a type with `#[derive(serde::Serialize, utoipa::ToSchema)]`"
)]
pub trait Piece: Into<Bytes> + AsRef<[u8]> + Send + 'static {
    /// The media type of a stream of these.
    #[doc(hidden)]
    const MEDIA: Media;
}

impl Piece for String {
    const MEDIA: Media = Media::TEXT;
}

impl Piece for &'static str {
    const MEDIA: Media = Media::TEXT;
}

impl Piece for Vec<u8> {
    const MEDIA: Media = Media::BYTES;
}

impl Piece for Bytes {
    const MEDIA: Media = Media::BYTES;
}
