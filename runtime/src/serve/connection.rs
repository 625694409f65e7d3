//! One connection: hyper's state machine, and an end to waiting for its client.
//!
//! hyper's own header timeout makes and drops a timer with every request. Here a connection looks
//! every five seconds whether anything has changed, so a request costs no timer and no look at the
//! clock, and silent and idle connections end too.

use std::{
    convert::Infallible,
    future::Future,
    io,
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    task::{Context, Poll, ready},
};

use http::{Request, Response, Version};
use hyper::{body::Incoming, rt, server::conn::http1};
use hyper_util::rt::TokioIo;
use tokio::{io::Interest, net::TcpStream, sync::futures::OwnedNotified};

use super::{
    host,
    pulse::{Pulse, TICK},
    sent::Sent,
    server::{HEAD_TIMEOUT, IDLE_TIMEOUT},
};
use crate::{
    body::Body,
    problem::ProblemDetails,
    service::{ResponseFuture, Service},
    task::After,
};

/// What a connection waits for. A request changes it without reading the clock; the connection
/// counts how many ticks pass without a change.
#[derive(Debug, Default)]
pub(crate) struct Wait {
    /// Changes, times four, plus one of the states below.
    state: AtomicU64,
    /// Writes, times two, so that a client that reads slowly is not taken for an idle one; plus one
    /// while the last of them waits for the client.
    writes: AtomicU64,
    /// What begins when the last answer was written.
    sent: Sent,
    /// How many answers come piece by piece: one, or the next as well before the first is dropped.
    streams: AtomicUsize,
    /// Whether it is time to see if the client is still there.
    looks: AtomicBool,
    /// Whether the end of an answer may be the end of the connection, as HTTP/1.0 has no other.
    ends_by_close: AtomicBool,
    /// Whether the client has to see that the end is none.
    resets: AtomicBool,
}

/// The next request has not begun.
const IDLE: u64 = 0;
/// A head has begun, or has to, on a new connection.
const HEAD: u64 = 1;
/// A request is being answered: the handler's time, not the client's.
const BUSY: u64 = 2;
/// A handler wants more of the body.
const BODY: u64 = 3;

impl Wait {
    fn set(&self, state: u64) {
        let before = self.state.load(Ordering::Relaxed);
        self.state
            .store((before & !3).wrapping_add(4) | state, Ordering::Relaxed);
    }

    /// Bytes came: if nothing was under way, a head has begun.
    fn bytes(&self) {
        if self.state.load(Ordering::Relaxed) & 3 == IDLE {
            self.set(HEAD);
        }
    }

    /// A handler wants more of the body, or has got it.
    pub(crate) fn body(&self, waits: bool) {
        let state = if waits { BODY } else { BUSY };
        if self.state.load(Ordering::Relaxed) & 3 != state {
            self.set(state);
        }
    }

    /// An answer is there: nothing is waited for any more but its own body.
    pub(crate) fn answered(self: &Arc<Self>, response: &mut Response<Body>) {
        let body = response.body_mut();
        body.wait_for(self);
        if body.is_stream() {
            self.streams.fetch_add(1, Ordering::Relaxed);
            body.hold(Busy(Arc::clone(self)));
        } else {
            self.set(IDLE);
        }
    }

    /// Keeps what begins once everything is written.
    pub(crate) fn after(&self, after: After) {
        self.sent.after(after);
    }

    fn wrote(&self) {
        let before = self.writes.load(Ordering::Relaxed);
        self.writes
            .store((before & !1).wrapping_add(2), Ordering::Relaxed);
    }

    /// Every tick has hyper try again, so a write that waits is no news.
    fn write_waits(&self) {
        self.writes.fetch_or(1, Ordering::Relaxed);
    }

    /// Whether the client may have left without being noticed: hyper does not read while something waits
    /// to be, and an answer that is silent writes nothing.
    fn look(&self) {
        if self.streams.load(Ordering::Relaxed) > 0 {
            self.looks.store(true, Ordering::Relaxed);
        }
    }

    /// The answer failed. Where only its end says that it is whole, the connection must not end well.
    fn failed(&self) {
        let resets = self.ends_by_close.load(Ordering::Relaxed);
        self.resets.store(resets, Ordering::Relaxed);
    }

    fn now(&self) -> (u64, u64) {
        (
            self.state.load(Ordering::Relaxed),
            self.writes.load(Ordering::Relaxed),
        )
    }
}

/// What no [`Wait`] says: the first tick has nothing to compare with, as it may come at once.
const NOTHING: (u64, u64) = (u64::MAX, u64::MAX);

/// Keeps a connection busy until its body is dropped.
#[derive(Debug)]
pub(crate) struct Busy(Arc<Wait>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.streams.fetch_sub(1, Ordering::Relaxed);
        self.0.set(IDLE);
    }
}

/// A connection until it ends.
pub(super) struct Connection {
    http: Pin<Box<http1::Connection<Stream, PerConnection>>>,
    wait: Arc<Wait>,
    pulse: Arc<Pulse>,
    /// Registered once for each news: a task's waker stays the same.
    news: Pin<Box<OwnedNotified>>,
    /// The news that were acted on; `None` before the first poll.
    heard: Option<u64>,
    /// What the last tick saw, and how many ticks have seen the same.
    seen: (u64, u64),
    ticks: u32,
}

impl Connection {
    pub(super) fn new(
        http: &http1::Builder,
        stream: TcpStream,
        service: Service,
        pulse: Arc<Pulse>,
    ) -> Self {
        // A connection begins as if its first head had: silence ends as fast as slowness.
        let wait = Arc::new(Wait::default());
        wait.set(HEAD);
        let stream = Stream {
            inner: TokioIo::new(stream),
            wait: Arc::clone(&wait),
        };
        let service = PerConnection {
            service,
            wait: Arc::clone(&wait),
            host: host::Known::default(),
        };
        Connection {
            http: Box::pin(http.serve_connection(stream, service)),
            news: Box::pin(pulse.news()),
            heard: None,
            seen: NOTHING,
            ticks: 0,
            wait,
            pulse,
        }
    }

    /// Acts on news; whether the connection has waited too long.
    #[cold]
    fn hear(&mut self, cx: &mut Context<'_>) -> bool {
        let first = self.heard.is_none();
        // Registered first and read afterwards, so that no news fall in between.
        self.news.set(self.pulse.news());
        while self.news.as_mut().poll(cx).is_ready() {
            self.news.set(self.pulse.news());
        }
        let now = self.pulse.now();
        self.heard = Some(now);
        if Pulse::is_cut(now) {
            return true;
        }
        if Pulse::is_end(now) {
            self.http.as_mut().graceful_shutdown();
        }
        self.wait.look();
        !first && self.expired()
    }

    fn expired(&mut self) -> bool {
        let now = self.wait.now();
        self.ticks = if now == self.seen { self.ticks + 1 } else { 0 };
        self.seen = now;
        let limit = match now.0 & 3 {
            HEAD | BODY => HEAD_TIMEOUT,
            IDLE => IDLE_TIMEOUT,
            // An answer that comes piece by piece, and a client that does not read it.
            _ if now.1 & 1 == 1 => IDLE_TIMEOUT,
            _ => return false,
        };
        TICK * self.ticks >= limit
    }
}

impl Future for Connection {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = &mut *self;
        if this.heard != Some(this.pulse.now()) && this.hear(cx) {
            return Poll::Ready(());
        }
        match this.http.as_mut().poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Ok(())) => Poll::Ready(()),
            Poll::Ready(Err(error)) => {
                if error.is_user() {
                    this.wait.failed();
                }
                tracing::debug!(%error, "a connection ended");
                Poll::Ready(())
            }
        }
    }
}

/// The service of one connection.
struct PerConnection {
    service: Service,
    wait: Arc<Wait>,
    host: host::Known,
}

impl hyper::service::Service<Request<Incoming>> for PerConnection {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn call(&self, request: Request<Incoming>) -> ResponseFuture {
        self.wait.set(BUSY);
        let is_old = request.version() == Version::HTTP_10;
        self.wait.ends_by_close.store(is_old, Ordering::Relaxed);
        if !self.host.is_valid(request.headers(), request.version()) {
            return self.no_host();
        }
        let (parts, body) = request.into_parts();
        let body = Body::incoming(body, Arc::clone(&self.wait));
        let mut answer = self.service.dispatch(parts, body);
        answer.start(&self.wait);
        answer
    }
}

impl PerConnection {
    #[cold]
    fn no_host(&self) -> ResponseFuture {
        let details =
            ProblemDetails::new(400).detail("The request needs exactly one valid `host`.");
        let mut response = self.service.refuse(details);
        let close = http::HeaderValue::from_static("close");
        response
            .headers_mut()
            .insert(http::header::CONNECTION, close);
        let mut answer = ResponseFuture::ready(response, false);
        answer.start(&self.wait);
        answer
    }
}

/// A stream that says when bytes come.
struct Stream {
    inner: TokioIo<TcpStream>,
    wait: Arc<Wait>,
}

impl rt::Read for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: rt::ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        let result = ready!(Pin::new(&mut self.inner).poll_read(cx, buffer));
        self.wait.bytes();
        Poll::Ready(result)
    }
}

impl rt::Write for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.inner).poll_write(cx, bytes);
        if result.is_ready() {
            self.wait.wrote();
        } else {
            self.wait.write_waits();
        }
        result
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.wait.looks.load(Ordering::Relaxed) {
            self.look(cx)?;
        }
        let flushed = Pin::new(&mut self.inner).poll_flush(cx);
        if flushed.is_ready() {
            self.wait.sent.flushed();
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

impl Stream {
    /// An error if the client has closed, as hyper has it of a client that closes while it reads.
    #[cold]
    fn look(&self, cx: &mut Context<'_>) -> io::Result<()> {
        self.wait.looks.store(false, Ordering::Relaxed);
        let ready = pin!(self.inner.inner().ready(Interest::READABLE));
        match ready.poll(cx) {
            Poll::Ready(Ok(ready)) if ready.is_read_closed() => {
                Err(io::ErrorKind::ConnectionReset.into())
            }
            _ => Ok(()),
        }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        if self.wait.resets.load(Ordering::Relaxed) {
            // Where it can't be done the client sees an end.
            let _ = self.inner.inner().set_zero_linger();
        }
        self.wait.sent.closed();
    }
}
