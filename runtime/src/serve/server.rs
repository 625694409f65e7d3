//! Accepting, limits and the end of it.

use std::{future::Future, io, sync::Arc, time::Duration};

use hyper::server::conn::http1;
use tokio::{net::TcpListener, sync::mpsc};

use super::{
    connection::Connection,
    pulse::{Pulse, Ticking},
};
use crate::{clock, service::Service, task::TaskReport};

/// The most bytes of a request's head.
const HEAD_LIMIT: usize = 64 * 1024;

/// How long a head may take from its first byte, a new connection to send one, and a body to go on
/// while a handler wants more of it; ends up to five seconds later.
pub(super) const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a connection may stay open between requests; ends up to five seconds later.
pub(super) const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// How long requests under way and tasks of answers may take once the server is told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// How long connections that are cut off may take to go: their answers have tasks, too, and what
/// becomes of those is told.
const CUT: Duration = Duration::from_millis(250);

/// A server for one service.
#[derive(Debug)]
pub(crate) struct Server {
    service: Service,
}

impl Server {
    pub(crate) fn new(service: Service) -> Self {
        Server { service }
    }

    /// Serves until `stop` is ready, then ends: no new connections, requests under way are
    /// answered and tasks of answers done within the grace period, idle connections are closed at
    /// once.
    pub(crate) async fn run(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()>,
    ) -> TaskReport {
        let pulse = Arc::new(Pulse::default());
        let ticking = Ticking::start(&pulse);
        if let Err(error) = &ticking {
            tracing::error!(%error, "no thread for the time: slow and idle clients are not cut off");
        }
        let (alive, mut ended) = mpsc::channel::<()>(1);
        let mut http = http1::Builder::new();
        // hyper looks at the size of its buffer only while a head is not whole.
        http.header_read_timeout(None)
            .max_buf_size(HEAD_LIMIT)
            .max_header_size(HEAD_LIMIT);
        let mut stop = std::pin::pin!(stop);
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = &mut stop => break,
            };
            let stream = match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    not_accepted(&error).await;
                    continue;
                }
            };
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "TCP_NODELAY can't be set");
            }
            let connection =
                Connection::new(&http, stream, self.service.clone(), Arc::clone(&pulse));
            let alive = alive.clone();
            tokio::spawn(async move {
                connection.await;
                drop(alive);
            });
        }
        drop(listener);
        // Told before the connections are, which look at their bodies then.
        self.service.end_event_streams();
        pulse.end();
        drop(alive);
        let mut over = std::pin::pin!(sleep(GRACE));
        tokio::select! {
            _ = ended.recv() => self.service.tasks().drain(over).await,
            () = &mut over => {
                tracing::warn!("some connections were still open after {GRACE:?} and are cut off");
                pulse.cut();
                tokio::select! {
                    _ = ended.recv() => {}
                    () = sleep(CUT) => {}
                }
                self.service.tasks().cut()
            }
        }
    }
}

/// A connection that went away costs nothing; without descriptors, accepting waits for some.
async fn not_accepted(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    ) {
        return;
    }
    tracing::error!(%error, "a connection can't be accepted");
    sleep(Duration::from_millis(100)).await;
}

/// Sleeps without the runtime's timers; not at all when there is no thread to wake the sleeper.
pub(crate) async fn sleep(time: Duration) {
    if let Err(error) = clock::sleep(time).await {
        tracing::error!(%error, "no thread for the time");
    }
}

/// Ready at ctrl-c or SIGTERM.
pub(crate) async fn signal() {
    let ctrl_c = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "ctrl-c can't be heard");
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! {
                () = ctrl_c => {}
                _ = terminate.recv() => {}
            },
            Err(error) => {
                tracing::error!(%error, "SIGTERM can't be heard");
                ctrl_c.await;
            }
        }
    }
    #[cfg(not(unix))]
    ctrl_c.await;
}
