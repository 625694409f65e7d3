//! One connection: hyper's state machine under one timer, whatever it waits for.
//!
//! hyper's own header timeout makes and drops a timer with every request, and begins with the first
//! byte only. Here one timer per connection looks at when the present wait began, so a request costs
//! two reads of the clock, and silent and idle connections end too.

use std::{
    convert::Infallible,
    future::Future,
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use http::{Request, Response};
use hyper::{body::Incoming, rt, server::conn::http1};
use hyper_util::rt::TokioIo;
use tokio::{
    net::TcpStream,
    time::{Instant, Sleep},
};

use super::{
    host,
    server::{HEAD_TIMEOUT, IDLE_TIMEOUT, Shutdown},
};
use crate::{
    body::Body,
    problem::ProblemDetails,
    service::{ResponseFuture, Service},
};

/// What a connection waits for, and since when.
#[derive(Debug)]
pub(crate) struct Wait {
    begin: Instant,
    /// Counts writes, so that a client that reads slowly is not taken for an idle one.
    writes: AtomicU64,
    /// Milliseconds since `begin`, twice, plus one while a head is being read; [`BUSY`] during a request.
    state: AtomicU64,
}

/// A request is being answered: the handler's time, not the client's.
const BUSY: u64 = u64::MAX;

impl Wait {
    fn now(&self) -> u64 {
        u64::try_from(self.begin.elapsed().as_millis()).unwrap_or(u64::MAX / 4) * 2
    }

    /// Bytes came: if nothing was under way, a head has begun.
    fn bytes(&self) {
        let state = self.state.load(Ordering::Relaxed);
        if state != BUSY && state & 1 == 0 {
            self.state.store(self.now() + 1, Ordering::Relaxed);
        }
    }

    fn busy(&self) {
        self.state.store(BUSY, Ordering::Relaxed);
    }

    fn idle(&self) {
        self.state.store(self.now(), Ordering::Relaxed);
    }

    /// When the present wait ends.
    fn deadline(&self) -> (Instant, bool) {
        let state = self.state.load(Ordering::Relaxed);
        if state == BUSY {
            return (Instant::now() + HEAD_TIMEOUT, false);
        }
        let since = self.begin + Duration::from_millis(state / 2);
        // The first head of a connection has to come as fast as one that has begun.
        let limit = if state & 1 == 1 {
            HEAD_TIMEOUT
        } else {
            IDLE_TIMEOUT
        };
        (since + limit, true)
    }
}

/// Keeps a connection busy until its body is dropped.
#[derive(Debug)]
pub(crate) struct Busy(Arc<Wait>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.idle();
    }
}

/// A connection until it ends.
pub(super) struct Connection {
    http: Pin<Box<http1::Connection<Stream, PerConnection>>>,
    timer: Pin<Box<Sleep>>,
    wait: Arc<Wait>,
    shutdown: Arc<Shutdown>,
    told: Pin<Box<dyn Future<Output = ()> + Send>>,
    /// Whether the end was passed on to hyper.
    closing: bool,
    /// Whether timer and notification know the task: a task's waker stays the same, so they are
    /// polled once and looked at after that.
    registered: bool,
    writes: u64,
}

impl Connection {
    pub(super) fn new(
        http: &http1::Builder,
        stream: TcpStream,
        service: Service,
        shutdown: Arc<Shutdown>,
    ) -> Self {
        // A connection begins as if its first head had: silence ends as fast as slowness.
        let wait = Arc::new(Wait {
            begin: Instant::now(),
            writes: AtomicU64::new(0),
            state: AtomicU64::new(1),
        });
        let stream = Stream {
            inner: TokioIo::new(stream),
            wait: Arc::clone(&wait),
        };
        let service = PerConnection {
            service,
            wait: Arc::clone(&wait),
        };
        let told = {
            let shutdown = Arc::clone(&shutdown);
            Box::pin(async move { shutdown.notify.notified().await })
        };
        Connection {
            http: Box::pin(http.serve_connection(stream, service)),
            timer: Box::pin(tokio::time::sleep(HEAD_TIMEOUT)),
            wait,
            shutdown,
            told,
            closing: false,
            registered: false,
            writes: 0,
        }
    }

    /// Whether the connection has waited too long.
    fn expired(&mut self, cx: &mut Context<'_>) -> bool {
        while self.timer.is_elapsed() {
            let (deadline, waits) = self.wait.deadline();
            let writes = self.wait.writes.load(Ordering::Relaxed);
            let progress = std::mem::replace(&mut self.writes, writes) != writes;
            let now = Instant::now();
            if waits && !progress && deadline <= now {
                return true;
            }
            self.timer.as_mut().reset(deadline.max(now + SLACK));
            let _ = self.timer.as_mut().poll(cx);
        }
        false
    }
}

/// The least time until the timer looks again.
const SLACK: Duration = Duration::from_secs(1);

impl Future for Connection {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = &mut *self;
        if !this.registered {
            this.registered = true;
            let _ = this.told.as_mut().poll(cx);
            let _ = this.timer.as_mut().poll(cx);
        }
        if !this.closing && this.shutdown.begun.load(Ordering::Acquire) {
            this.closing = true;
            this.http.as_mut().graceful_shutdown();
        }
        match this.http.as_mut().poll(cx) {
            Poll::Pending if this.expired(cx) => Poll::Ready(()),
            Poll::Pending => Poll::Pending,
            Poll::Ready(Ok(())) => Poll::Ready(()),
            Poll::Ready(Err(error)) => {
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
}

impl hyper::service::Service<Request<Incoming>> for PerConnection {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answered;

    fn call(&self, request: Request<Incoming>) -> Answered {
        self.wait.busy();
        let future = if host::is_valid(request.headers(), request.version()) {
            self.service.dispatch(request.map(Body::new))
        } else {
            let details =
                ProblemDetails::new(400).detail("The request needs exactly one valid `host`.");
            let mut response = self.service.refuse(details);
            let close = http::HeaderValue::from_static("close");
            response
                .headers_mut()
                .insert(http::header::CONNECTION, close);
            ResponseFuture::ready(response, false)
        };
        Answered {
            future,
            wait: Arc::clone(&self.wait),
        }
    }
}

/// An answer that says when it is there.
struct Answered {
    future: ResponseFuture,
    wait: Arc<Wait>,
}

impl Future for Answered {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Ok(mut response) = ready!(Pin::new(&mut self.future).poll(cx));
        if response.body().is_stream() {
            response.body_mut().hold(Busy(Arc::clone(&self.wait)));
        } else {
            self.wait.idle();
        }
        Poll::Ready(Ok(response))
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
        let writes = self.wait.writes.load(Ordering::Relaxed);
        self.wait
            .writes
            .store(writes.wrapping_add(1), Ordering::Relaxed);
        Pin::new(&mut self.inner).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}
