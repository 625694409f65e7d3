//! What answers a request: at once, or when a file is read.

use std::convert::Infallible;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::Answer;

/// Only what has to wait is boxed.
pub(crate) enum Answering {
    Now(Answer),
    Later(Pin<Box<dyn Future<Output = Answer> + Send>>),
    Done,
}

impl Future for Answering {
    type Output = Result<Answer, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let Self::Later(later) = &mut *self {
            // Through the same place as the others, so that none is moved once more.
            *self = Self::Now(ready!(later.as_mut().poll(context)));
        }
        match mem::replace(&mut *self, Self::Done) {
            Self::Now(answer) => Poll::Ready(Ok(answer)),
            Self::Later(_) | Self::Done => Poll::Pending,
        }
    }
}
