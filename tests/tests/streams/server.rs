//! Streams on Folio's own server.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use folio::{App, State, Stream, get, post, routes};
use tokio::sync::{Notify, Semaphore};

use crate::wire::{self, Wire};

/// How long a test waits for something that has to come.
const PATIENCE: Duration = Duration::from_mins(1);

/// What the tests and the handlers both see.
#[derive(Clone)]
struct Shared {
    go: Arc<Semaphore>,
    gone: Arc<Notify>,
    pulled: Arc<AtomicUsize>,
    open: Arc<AtomicUsize>,
}

/// Counts the sources that are there.
struct Open(Arc<AtomicUsize>);

impl Open {
    fn new(open: &Arc<AtomicUsize>) -> Self {
        open.fetch_add(1, Ordering::SeqCst);
        Open(Arc::clone(open))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Three lines, two of them ready together.
#[get("/steps")]
fn steps(shared: State<Shared>) -> Stream<&'static str> {
    let go = Arc::clone(&shared.go);
    Stream::generate(async move |mut out| {
        out.send("one\n").await;
        out.send("two\n").await;
        // Closed by nobody.
        if let Ok(permit) = go.acquire().await {
            permit.forget();
        }
        out.send("three\n").await;
    })
}

#[get("/fails")]
fn fails() -> Stream<&'static str> {
    Stream::iter([Ok("good\n"), Err(io::Error::other("a secret"))])
}

#[get("/whole")]
fn whole() -> Stream<&'static str> {
    Stream::iter(["whole\n"])
}

/// The same, with a body that nobody reads.
#[post("/waits", status = 200)]
fn waits_with_a_body(shared: State<Shared>) -> Stream<&'static str> {
    waits(shared)
}

/// Waits for ever after its first line.
#[get("/waits")]
fn waits(shared: State<Shared>) -> Stream<&'static str> {
    let open = Open::new(&shared.open);
    let gone = Arc::clone(&shared.gone);
    Stream::generate(async move |mut out| {
        let _open = open;
        out.send("begun\n").await;
        gone.notified().await;
    })
}

#[get("/endless")]
fn endless(shared: State<Shared>) -> Stream<Vec<u8>> {
    let (open, pulled) = (Open::new(&shared.open), Arc::clone(&shared.pulled));
    Stream::iter(std::iter::from_fn(move || {
        let _open = &open;
        pulled.fetch_add(1024, Ordering::SeqCst);
        Some(vec![b'.'; 1024])
    }))
}

#[get("/probe")]
fn probe() -> &'static str {
    "probed"
}

fn shared() -> &'static Shared {
    static SHARED: OnceLock<Shared> = OnceLock::new();
    SHARED.get_or_init(|| Shared {
        go: Arc::new(Semaphore::new(0)),
        gone: Arc::default(),
        pulled: Arc::default(),
        open: Arc::default(),
    })
}

fn address() -> SocketAddr {
    static ADDRESS: OnceLock<SocketAddr> = OnceLock::new();
    *ADDRESS.get_or_init(|| {
        let app = App::new("Streams", "1").state(shared().clone());
        wire::serve(app.routes(routes![steps, fails, whole, waits, endless, probe]))
    })
}

fn request(path: &str) -> Wire {
    Wire::sent(address(), format!("GET {path} HTTP/1.1\r\nhost: a\r\n\r\n"))
}

/// Waits for something that has to come true.
fn comes_true(mut what: impl FnMut() -> bool, says: &str) {
    let deadline = Instant::now() + PATIENCE;
    while !what() {
        assert!(Instant::now() < deadline, "{says}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn what_is_ready_together_is_one_chunk_and_leaves_before_the_rest() {
    let mut wire = request("/steps");
    let head = wire.head();
    assert_eq!(head.get("content-length"), None);
    assert_eq!(wire.chunk().unwrap(), b"one\ntwo\n");
    shared().go.add_permits(1);
    assert_eq!(wire.chunk().unwrap(), b"three\n");
    assert_eq!(wire.chunk().unwrap(), b"");
    // The connection goes on.
    let answer = wire.ask("GET /probe HTTP/1.1\r\nhost: a\r\n\r\n");
    assert_eq!(answer.text(), "probed");
}

#[test]
fn a_failure_closes_without_a_last_chunk() {
    let mut wire = request("/fails");
    assert_eq!(wire.head().status, 200);
    assert_eq!(wire.chunk().unwrap(), b"good\n");
    assert_eq!(wire.chunk(), None);
}

#[test]
fn a_client_that_leaves_takes_the_source_along() {
    let mut wire = request("/waits");
    wire.head();
    assert_eq!(wire.chunk().unwrap(), b"begun\n");
    assert!(shared().open.load(Ordering::SeqCst) > 0);
    drop(wire);
    // Nothing happens on the connection but its end.
    let mut other = request("/endless");
    other.head();
    drop(other);
    comes_true(
        || shared().open.load(Ordering::SeqCst) == 0,
        "a source outlives its client",
    );
}

/// hyper doesn't read on there, and a source that says nothing is not written to either.
#[test]
fn a_client_that_leaves_something_unread_is_noticed() {
    let server = OwnServer::start();
    let pipelined = "GET /waits HTTP/1.1\r\nhost: a\r\n\r\nGET /probe HTTP/1.1\r\nhost: a\r\n\r\n";
    let body = "a".repeat(30_000);
    let unread =
        format!("POST /waits HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\n{body}");
    for bytes in [pipelined, &unread] {
        let mut wire = Wire::sent(server.address, bytes);
        wire.head();
        assert_eq!(wire.chunk().unwrap(), b"begun\n");
        assert_eq!(server.open.load(Ordering::SeqCst), 1);
        drop(wire);
        comes_true(
            || server.open.load(Ordering::SeqCst) == 0,
            "a source outlives its client",
        );
    }
}

/// The end of the connection is all that says that an answer is whole, so it must not look like one.
#[test]
fn a_failure_resets_where_nothing_else_tells() {
    let mut stream = TcpStream::connect(address()).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
        .write_all(b"GET /fails HTTP/1.0\r\nhost: a\r\n\r\n")
        .unwrap();
    let mut answer = Vec::new();
    let end = stream.read_to_end(&mut answer).unwrap_err();
    assert_eq!(end.kind(), io::ErrorKind::ConnectionReset);
    // One that does not fail ends well.
    let mut stream = TcpStream::connect(address()).unwrap();
    stream
        .write_all(b"GET /whole HTTP/1.0\r\nhost: a\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.ends_with("\r\n\r\nwhole\n"), "{answer}");
}

/// Nobody reads, so what is made is what the buffers on the way hold and no more.
#[test]
fn a_client_that_does_not_read_is_not_read_for() {
    let server = OwnServer::start();
    let mut wires: Vec<Wire> = (0..8).map(|_| server.request()).collect();
    let mut before = 0;
    // Stands still when nothing was made between two looks a while apart.
    comes_true(
        || {
            let now = server.pulled.load(Ordering::SeqCst);
            let stands = now > 0 && now == before;
            before = now;
            std::thread::sleep(Duration::from_millis(300));
            stands
        },
        "the source is asked on and on",
    );
    // Buffers of sockets grow to some megabytes each on both sides.
    assert!(before < 8 * 16 * 1024 * 1024, "{before}");
    // Whoever begins to read gets more.
    let wire = &mut wires[0];
    wire.head();
    comes_true(
        || {
            assert!(wire.chunk().is_some());
            server.pulled.load(Ordering::SeqCst) > before
        },
        "nothing more comes",
    );
}

/// A server whose source nobody else counts.
struct OwnServer {
    address: SocketAddr,
    pulled: Arc<AtomicUsize>,
    open: Arc<AtomicUsize>,
}

impl OwnServer {
    fn start() -> Self {
        let pulled = Arc::<AtomicUsize>::default();
        let open = Arc::<AtomicUsize>::default();
        let own = Shared {
            pulled: Arc::clone(&pulled),
            open: Arc::clone(&open),
            ..shared().clone()
        };
        let app = App::new("Streams", "1").state(own);
        OwnServer {
            address: wire::serve(app.routes(routes![endless, waits, waits_with_a_body, probe])),
            pulled,
            open,
        }
    }

    fn request(&self) -> Wire {
        Wire::sent(self.address, "GET /endless HTTP/1.1\r\nhost: a\r\n\r\n")
    }
}
