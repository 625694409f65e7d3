//! Typed header fields: what stands in them, how it is read and written, and what follows from it.
//!
//! Nothing here knows of endpoints or layers. What is read comes from the network: nothing fails
//! but with a reason, and work grows with the length of a field and no faster.

mod accept;
#[cfg(feature = "files")]
mod accept_encoding;
mod cache_control;
mod conditional;
mod etag;
mod list;
mod media_range;
#[cfg(feature = "files")]
mod range;
mod text;
mod weight;

#[cfg(test)]
mod hostile;

#[cfg(feature = "files")]
pub use self::range::{ByteRanges, Selected};
pub(crate) use self::text::value_of;
pub use self::{
    accept::Accept,
    cache_control::{CacheControl, CacheDirective},
    conditional::{Outcome, Validators},
    etag::{ETag, ETags, InvalidETag},
};
#[cfg(feature = "files")]
pub(crate) use self::{
    accept_encoding::coding_weight,
    range::{unsatisfied, written},
};
