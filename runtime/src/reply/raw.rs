//! Which answers can stand under a media type that is text or bytes: asked at compile time.

use std::marker::PhantomData;

use super::{Response, Template, by};
use crate::problem::Problem;

/// An answer that is text, so that it can stand under `text/*`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no text, so it can't stand under this `media_type`",
    label = "not text",
    note = "return `String` or `&'static str`, or take a media type with a format, such as `Json`"
)]
pub trait Textual<M> {}

/// An answer that is text or bytes, so that it can stand under any media type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither text nor bytes, and this `media_type` says no other format",
    label = "neither text nor bytes",
    note = "return `Vec<u8>` or `String`, or take a media type with a format: `Json`, `MessagePack`, or one that ends in `+json`"
)]
pub trait Raw<M> {}

macro_rules! raw {
    ($trait:ident: $($type:ty),*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl $trait<by::Itself> for $type {}
        )*
        #[diagnostic::do_not_recommend]
        impl<T: $trait<M>, E: Problem, M> $trait<by::Fallible<M>> for Result<T, E> {}
        #[diagnostic::do_not_recommend]
        impl<T: $trait<M>, M> $trait<by::Wrapped<M>> for Response<T> {}
        #[diagnostic::do_not_recommend]
        impl<T: $trait<M>, M> $trait<PhantomData<M>> for Option<T> {}
    };
}

raw!(Textual: String, &'static str, Template);
raw!(Raw: String, &'static str, Vec<u8>, Template);
