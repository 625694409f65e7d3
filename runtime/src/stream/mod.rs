//! Bodies that are made while they are sent: what fills them, and the answers that are made of them.
//!
//! A source is asked for more only when the connection has room for it, and what is ready together
//! leaves in one frame. [`Fill`] is what every source becomes; `frames.rs` makes a body of it.

mod answer;
mod blocking;
mod digits;
mod emitter;
mod frames;
mod item;
mod json;
mod one_line;
mod pull;
mod text;
mod threads;

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;

pub(crate) use self::{
    answer::sources,
    blocking::Blocking,
    digits::digits,
    emitter::generated,
    frames::Frames,
    one_line::{OneLine, OneLineSerializer, one_line},
    pull::{InPlace, Items, Pulled},
};
pub use self::{
    emitter::{Emitter, Ended},
    item::{Item, Piece},
    json::{JsonArray, JsonLines, JsonSequence},
    text::Stream,
};
use crate::body::BodyError;

/// How many bytes a frame takes before it leaves.
pub(crate) const FRAME: usize = 8 * 1024;

/// What a source of any kind does.
pub(crate) trait Fill: Send {
    /// Writes what is ready, up to about [`FRAME`] bytes; `Pending` with something written is fine.
    fn poll_fill(self: Pin<&mut Self>, cx: &mut Context<'_>, frame: &mut Vec<u8>) -> Poll<Filled>;
}

/// A source, whatever its type.
pub(crate) type Source = Pin<Box<dyn Fill>>;

/// How a source stopped writing.
#[derive(Debug)]
pub(crate) enum Filled {
    /// The frame is full.
    More,
    /// These bytes come next, uncopied.
    Whole(Bytes),
    /// There is no more.
    End,
    /// There is no more, and this is not how it was to end.
    Failed(BodyError),
}

/// How the items of a source are written; `I` is what the source yields.
pub(crate) trait Write<I>: Send + 'static {
    /// Writes one, or hands out bytes that are too many to be copied.
    fn write(&mut self, item: I, frame: &mut Vec<u8>) -> Result<Option<Bytes>, BodyError>;

    /// Writes what comes after the last.
    fn finish(&mut self, frame: &mut Vec<u8>) {
        let _ = frame;
    }
}
