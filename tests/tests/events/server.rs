//! Event streams on Folio's own server: pings, many clients, the end.

use std::{
    net::SocketAddr,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use folio::{
    App, Event, LastEventId, Replay, Router, ServerSentEvents, State, Subscription, get, post,
    routes,
};
use rustix::process::{Resource, getrlimit, setrlimit};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    reader::read,
    wire::{
        self, Wire,
        process::{self, Process, SLACK},
    },
};

/// How long a stop waits for what is under way.
const GRACE: Duration = Duration::from_secs(10);

/// The interval of streams that say something more often.
const PACE: Duration = Duration::from_millis(250);

const PING: &[u8] = b": ping\r\n\r\n";

#[derive(Serialize, ToSchema)]
enum News {
    Said { n: u64 },
}

#[get("/news")]
fn news(replay: State<Replay<News>>, last: LastEventId) -> Subscription<News> {
    replay.subscribe(&last)
}

#[post("/news/{n}")]
fn say(n: u64, replay: State<Replay<News>>, open: State<Streams>) -> usize {
    replay.publish(&News::Said { n }).unwrap();
    open.load(Ordering::SeqCst)
}

/// How many silent streams there are.
type Streams = Arc<AtomicUsize>;

struct Open(Streams);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Says nothing, ever.
#[get("/silent")]
fn silent(open: State<Streams>) -> ServerSentEvents<String> {
    open.fetch_add(1, Ordering::SeqCst);
    let open = Open(Streams::clone(&open));
    ServerSentEvents::generate(async move |mut events| {
        let _open = open;
        events.send(Event::empty().comment("begun")).await;
        std::future::pending::<()>().await;
    })
}

#[get("/endless")]
fn endless() -> ServerSentEvents<String> {
    ServerSentEvents::iter(std::iter::repeat_with(|| "again".to_owned()))
}

/// How many long events there are, and how long each is.
const LONG: usize = 20;
const LENGTH: usize = 300_000;

/// Each comes while nothing was said for longer than the interval.
#[get("/long")]
fn long() -> ServerSentEvents<String> {
    ServerSentEvents::blocking((0..LONG).map(|_| {
        std::thread::sleep(Duration::from_millis(20));
        "x".repeat(LENGTH)
    }))
}

/// One event, and then nothing but waiting.
#[get("/blocks")]
fn blocks() -> ServerSentEvents<String> {
    let waits = std::iter::repeat_with(|| {
        loop {
            std::thread::park();
        }
    });
    ServerSentEvents::blocking(std::iter::once("begun".to_owned()).chain(waits))
}

fn app() -> App {
    App::new("Events", "1")
        .state(Replay::<News>::new(100))
        .state(Streams::default())
        .routes(routes![news, say, silent, endless, blocks])
        .mount(
            Router::new("/fast")
                .ping_interval(Duration::from_millis(20))
                .operation_prefix("fast_")
                .routes(routes![silent]),
        )
        .mount(
            Router::new("/paced")
                .ping_interval(PACE)
                .operation_prefix("paced_")
                .routes(routes![news]),
        )
        .mount(
            Router::new("/torn")
                .ping_interval(Duration::from_millis(1))
                .operation_prefix("torn_")
                .routes(routes![long]),
        )
}

fn address() -> SocketAddr {
    static ADDRESS: OnceLock<SocketAddr> = OnceLock::new();
    *ADDRESS.get_or_init(|| wire::serve(app()))
}

fn request(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: a\r\n\r\n")
}

#[test]
fn a_silent_stream_is_pinged_and_no_other_one() {
    let mut fast = Wire::sent(address(), request("/fast/silent"));
    let head = fast.head();
    assert_eq!(head.get("connection"), None);
    assert_eq!(fast.chunk().unwrap(), b": begun\r\n\r\n");
    for _ in 0..3 {
        assert_eq!(fast.chunk().unwrap(), PING);
    }
}

/// A ping comes a whole interval after what was sent last, whenever the stream began.
#[test]
fn a_stream_that_talks_is_not_pinged() {
    // A server of its own, so that nobody else publishes.
    let address = wire::serve(app());
    let start = Instant::now();
    let mut wire = Wire::sent(address, request("/paced/news"));
    wire.head();
    let mut publisher = Wire::open(address);
    // The last event that came was sent later than this.
    let mut before = start;
    for n in 1.. {
        let asked = Instant::now();
        let line = format!("POST /news/{n} HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n");
        assert_eq!(publisher.ask(line).status, 201);
        loop {
            let chunk = wire.chunk().unwrap();
            if chunk == PING {
                assert!(before.elapsed() >= PACE, "{n}");
            } else if !read(std::str::from_utf8(&chunk).unwrap()).events.is_empty() {
                break;
            }
        }
        before = asked;
        if start.elapsed() >= 4 * PACE {
            break;
        }
    }
    assert_eq!(wire.chunk().unwrap(), PING);
    assert!(before.elapsed() >= PACE);
}

/// Events of several frames, and a ping due at any time.
#[test]
fn no_ping_tears_an_event() {
    let mut wire = Wire::sent(address(), request("/torn/long"));
    wire.head();
    let mut text = String::new();
    loop {
        let chunk = wire.chunk().unwrap();
        if chunk.is_empty() {
            break;
        }
        text.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    let found = read(&text);
    assert_eq!(found.events.len(), LONG);
    assert!(
        found
            .events
            .iter()
            .all(|event| event.data == "x".repeat(LENGTH))
    );
    assert!(found.comments.iter().any(|comment| comment == "ping"));
}

/// The interval that is documented; a ping does not come earlier.
#[test]
fn the_interval_is_fifteen_seconds() {
    let start = Instant::now();
    let mut wire = Wire::sent(address(), request("/silent"));
    wire.head();
    assert_eq!(wire.chunk().unwrap(), b": begun\r\n\r\n");
    assert_eq!(wire.chunk().unwrap(), PING);
    assert!(start.elapsed() >= Duration::from_secs(15));
}

#[test]
fn a_thousand_clients_get_every_event() {
    const CLIENTS: usize = 1000;
    // Both ends of each are in this process.
    let files = more_files(2 * CLIENTS + 200);
    assert!(
        files,
        "the test needs more open files: raise the hard limit of `ulimit -n`"
    );
    // A server of its own, so that nobody else publishes.
    let address = wire::serve(app());
    let mut wires: Vec<Wire> = (0..CLIENTS)
        .map(|_| {
            let mut wire = Wire::sent(address, request("/news"));
            wire.head();
            wire
        })
        .collect();
    let mut publisher = Wire::open(address);
    for n in 1..=3 {
        let line = format!("POST /news/{n} HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n");
        assert_eq!(publisher.ask(line).status, 201);
    }
    for wire in &mut wires {
        let mut text = String::new();
        while read(&text).events.len() < 3 {
            text.push_str(std::str::from_utf8(&wire.chunk().unwrap()).unwrap());
        }
        let events = read(&text).events;
        let data: Vec<&str> = events.iter().map(|event| event.data.as_str()).collect();
        assert_eq!(data, [r#"{"n":1}"#, r#"{"n":2}"#, r#"{"n":3}"#]);
    }
}

/// Lets this process open so many files, if its user may.
fn more_files(count: usize) -> bool {
    let mut limit = getrlimit(Resource::Nofile);
    let count = Some(count as u64);
    // Where there is no limit, there is nothing to raise.
    if limit.current.is_none() || limit.current >= count {
        return true;
    }
    if limit.maximum.is_some() && limit.maximum < count {
        return false;
    }
    limit.current = count;
    setrlimit(Resource::Nofile, limit).is_ok()
}

/// Not a test but the server, when a test below starts it.
#[test]
fn serves_when_it_is_told_to() {
    process::serve(app);
}

#[test]
fn an_event_leaves_while_its_source_blocks() {
    let mut wire = Wire::sent(address(), request("/blocks"));
    wire.head();
    assert_eq!(wire.chunk().unwrap(), b"data: begun\r\n\r\n");
}

/// A source that never comes back keeps neither the server nor its process.
#[test]
fn a_stop_ends_streams_at_once_and_says_when_to_come_back() {
    let server = Process::start("server::serves_when_it_is_told_to");
    let paths = ["/news", "/silent", "/fast/silent", "/endless", "/blocks"];
    let mut wires: Vec<Wire> = paths
        .iter()
        .flat_map(|path| (0..5).map(|_| server.sent(request(path))))
        .collect();
    for wire in &mut wires {
        assert_eq!(wire.head().status, 200);
    }
    server.terminate();
    for wire in &mut wires {
        let mut text = String::new();
        loop {
            let chunk = wire.chunk().expect("a stream ends with its last chunk");
            if chunk.is_empty() {
                break;
            }
            text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
        assert!(matches!(read(&text).retry, Some(2000..=4000)), "{text}");
        wire.closes();
    }
    let (status, waited, _) = server.end(GRACE + SLACK);
    assert!(status.success(), "{status}");
    assert!(waited < GRACE, "{waited:?}");
}

/// Whoever does not read can't be told, and is not waited for longer than anybody else.
#[test]
fn a_stop_does_not_wait_for_who_does_not_read() {
    let server = Process::start("server::serves_when_it_is_told_to");
    let mut wire = server.sent(request("/endless"));
    assert_eq!(wire.head().status, 200);
    server.terminate();
    let (status, ..) = server.end(GRACE + SLACK);
    assert!(status.success(), "{status}");
}
