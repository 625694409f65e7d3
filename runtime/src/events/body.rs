//! The body of an event stream: pings while nothing happens, and an end when the app stops.

use std::{
    future::Future,
    hash::{BuildHasher, Hasher, RandomState},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::{Duration, Instant},
};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame};

use super::{
    closing::Closing,
    event::retry,
    write::{END, PING},
};
use crate::{
    body::BodyError,
    clock,
    stream::{Frames, Source},
};

/// How often a stream that has nothing to say says so, where no layer says otherwise.
pub(super) const PING_INTERVAL: Duration = Duration::from_secs(15);

/// When clients may come back after the app stopped, at the earliest, where the stream says nothing.
const RETRY: Duration = Duration::from_secs(2);

/// An event stream as it is sent.
pub(super) struct EventBody {
    frames: Frames,
    ping: Duration,
    retry: Duration,
    closing: Arc<Closing>,
    /// When something was sent last.
    sent: Instant,
    /// Ends when a ping may be due, or the app stops.
    idle: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl EventBody {
    pub(super) fn new(
        source: Source,
        ping: Duration,
        stated: Option<Duration>,
        mut opening: Vec<u8>,
        closing: Arc<Closing>,
    ) -> Self {
        let mut frames = Frames::new(source);
        if let Some(stated) = stated {
            write_retry(stated, &mut opening);
        }
        frames.begin_with(opening);
        EventBody {
            frames,
            ping,
            retry: stated.unwrap_or(RETRY),
            closing,
            sent: Instant::now(),
            idle: None,
        }
    }

    /// Tells the client when to come back, and ends.
    ///
    /// Not all at once: within as much time again.
    #[cold]
    fn close(&mut self) {
        self.idle = None;
        let spread = u64::try_from(self.retry.as_millis()).unwrap_or(u64::MAX);
        let part = RandomState::new().build_hasher().finish() % spread.max(1);
        let later = self.retry.saturating_add(Duration::from_millis(part));
        let mut end = Vec::new();
        write_retry(later, &mut end);
        self.frames.end_with(end);
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        loop {
            if self.frames.is_open() && self.closing.is_closed() {
                self.close();
            }
            if let Poll::Ready(frame) = self.frames.poll(cx) {
                self.sent = Instant::now();
                return Poll::Ready(frame);
            }
            if !self.frames.is_open() {
                return Poll::Pending;
            }
            ready!(self.poll_idle(cx));
            self.idle = None;
            if !self.closing.is_closed() && self.sent.elapsed() >= self.ping {
                self.sent = Instant::now();
                return Poll::Ready(Some(Ok(Bytes::from_static(PING))));
            }
        }
    }

    fn poll_idle(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let idle = self.idle.get_or_insert_with(|| {
            // From what was sent last on.
            let rest = self.ping.saturating_sub(self.sent.elapsed());
            Box::pin(idle(rest, Arc::clone(&self.closing)))
        });
        idle.as_mut().poll(cx)
    }
}

/// Waits for a time, or until the app stops.
async fn idle(time: Duration, closing: Arc<Closing>) {
    tokio::select! {
        () = closing.closed() => {}
        slept = clock::sleep(time) => {
            if slept.is_err() {
                // Without a thread for the time there are no pings.
                closing.closed().await;
            }
        }
    }
}

/// When to come back, as an event of its own.
fn write_retry(time: Duration, frame: &mut Vec<u8>) {
    retry(time, frame);
    frame.extend_from_slice(END);
}

impl HttpBody for EventBody {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let polled = self.get_mut().poll(cx);
        polled.map(|frame| frame.map(|frame| frame.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.frames.is_over()
    }
}
