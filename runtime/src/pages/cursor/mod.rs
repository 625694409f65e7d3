//! Cursors: where a list goes on, as a text that only this app can make.

#[cfg(any(feature = "postgres", feature = "sqlite"))]
mod checkpoint;
mod digest;
mod invalid;
pub(crate) mod key;
mod keys;
#[cfg(test)]
mod mutants;
mod payload;
pub(crate) mod plain;
#[cfg(test)]
mod samples;
pub(crate) mod token;

#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub use self::checkpoint::Checkpoint;
pub(crate) use self::digest::{Binding, Digest};
pub(super) use self::token::MAX_LEN;
pub use self::{
    invalid::InvalidCursor,
    key::{CursorKey, KeyShape, Keys},
    keys::{CursorKeyFault, CursorKeys},
    token::Direction,
};
