//! Iterators that block, a frame at a time on the blocking pool.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
    time::{Duration, Instant},
};

use tokio::task::JoinHandle;

use super::{Fill, Filled, Write, pull::write};

/// How long items wait for others to share their frame.
const PATIENCE: Duration = Duration::from_millis(5);

/// An iterator that blocks, with what writes its items.
///
/// It is on the pool only while the connection waits for a frame, so that slow clients hold no thread.
pub(crate) struct Blocking<I, W>(State<I, W>);

enum State<I, W> {
    Idle(Box<(I, W)>),
    Running(JoinHandle<Step<I, W>>),
    Over,
}

/// A frame, how it ended, and what goes on after it.
type Step<I, W> = (Vec<u8>, Filled, Box<(I, W)>);

impl<I, W> Blocking<I, W> {
    pub(crate) fn new(iterator: I, writer: W) -> Self {
        Blocking(State::Idle(Box::new((iterator, writer))))
    }
}

impl<I, W> Fill for Blocking<I, W>
where
    I: Iterator + Send + 'static,
    W: Write<I::Item>,
{
    fn poll_fill(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        frame: &mut Vec<u8>,
    ) -> Poll<Filled> {
        loop {
            match std::mem::replace(&mut self.0, State::Over) {
                State::Over => return Poll::Ready(Filled::End),
                State::Idle(parts) => {
                    self.0 = State::Running(tokio::task::spawn_blocking(|| step(parts)));
                }
                State::Running(mut running) => {
                    let polled = Pin::new(&mut running).poll(cx);
                    if polled.is_pending() {
                        self.0 = State::Running(running);
                    }
                    return Poll::Ready(match ready!(polled) {
                        Ok((written, filled, parts)) => {
                            *frame = written;
                            if matches!(filled, Filled::More | Filled::Whole(_)) {
                                self.0 = State::Idle(parts);
                            }
                            filled
                        }
                        Err(error) => Filled::Failed(error.into()),
                    });
                }
            }
        }
    }
}

/// Fills one frame.
fn step<I: Iterator, W: Write<I::Item>>(mut parts: Box<(I, W)>) -> Step<I, W> {
    let (mut frame, begun) = (Vec::new(), Instant::now());
    let (iterator, writer) = &mut *parts;
    let filled = loop {
        let Some(item) = iterator.next() else {
            writer.finish(&mut frame);
            break Filled::End;
        };
        if let Some(filled) = write(writer, item, &mut frame) {
            break filled;
        }
        if begun.elapsed() >= PATIENCE {
            break Filled::More;
        }
    };
    (frame, filled, parts)
}
