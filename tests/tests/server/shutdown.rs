//! The end of a process: SIGTERM, to a copy of this test that does nothing but serve.

use std::{
    io::{BufRead, BufReader, Read},
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use crate::{
    app::{self, PROBE, request},
    wire::{self, Wire},
};

/// Says to a copy of the test binary that it is the server.
const SERVE: &str = "FOLIO_TEST_SERVE";

/// What the server prints before its address.
const LISTENS: &str = "listens on ";

/// The grace period is ten seconds; the rest is for a busy machine.
const GRACE: Duration = Duration::from_secs(10);
const SLACK: Duration = Duration::from_secs(6);

/// Not a test but the server, when a test below starts it.
#[test]
fn serves_when_it_is_told_to() {
    if std::env::var_os(SERVE).is_none() {
        return;
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let service = app::app().build().unwrap();
    wire::runtime().block_on(async {
        let listener = wire::async_listener(listener);
        let serving = tokio::spawn(service.listen(listener));
        println!("{LISTENS}{address}");
        serving.await.unwrap();
    });
}

/// A server in a process of its own.
struct Server {
    process: Child,
    output: BufReader<ChildStdout>,
    address: SocketAddr,
}

impl Server {
    fn start() -> Server {
        let program = std::env::current_exe().unwrap();
        let mut command = Command::new(program);
        command.args([
            "--exact",
            "--nocapture",
            "shutdown::serves_when_it_is_told_to",
        ]);
        command.env(SERVE, "1").stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        let address = loop {
            line.clear();
            assert_ne!(output.read_line(&mut line).unwrap(), 0, "no server");
            // The test harness may have written on the same line before.
            if let Some((_, address)) = line.split_once(LISTENS) {
                break address.trim().parse().unwrap();
            }
        };
        let server = Server {
            process,
            output,
            address,
        };
        // A served request says that signals are heard.
        assert_eq!(server.sent(PROBE).answer().text(), "probed");
        server
    }

    fn sent(&self, bytes: impl AsRef<[u8]>) -> Wire {
        Wire::sent(self.address, bytes)
    }

    fn terminate(&self) {
        let id = self.process.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status();
        assert!(sent.unwrap().success());
    }

    /// Waits until no connection is accepted any more.
    fn refuses(&self) {
        let deadline = Instant::now() + SLACK;
        while TcpStream::connect(self.address).is_ok() {
            assert!(Instant::now() < deadline, "still accepts");
        }
    }

    /// How the process ended, and how long that took.
    fn end(mut self, limit: Duration) -> (ExitStatus, Duration) {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                break status;
            }
            assert!(start.elapsed() < limit, "runs after {limit:?}");
            // Between two looks; the deadline is above.
            std::thread::sleep(Duration::from_millis(20));
        };
        let waited = start.elapsed();
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        assert!(rest.contains("1 passed"), "{rest}");
        (status, waited)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A request that has begun, its handler waiting for the rest of the body.
fn begun(server: &Server) -> Wire {
    let head =
        "POST /echo HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n";
    let mut wire = server.sent(head);
    assert_eq!(wire.answer().status, 100);
    wire
}

#[test]
fn a_stop_answers_what_has_begun_and_closes_the_rest() {
    let server = Server::start();
    let mut silent = server.sent("");
    let mut begun = begun(&server);
    let mut idle = server.sent(PROBE);
    assert_eq!(idle.answer().text(), "probed");
    server.terminate();
    server.refuses();
    silent.closes();
    idle.closes();
    let answer = begun.ask("hello");
    assert_eq!(answer.text(), "hello");
    assert_eq!(answer.get("connection"), Some("close"));
    begun.closes();
    // Nothing is left to wait for, so the grace period does not have to pass.
    let (status, waited) = server.end(GRACE + SLACK);
    assert!(status.success(), "{status}");
    assert!(waited < GRACE, "{waited:?}");
}

#[test]
fn a_stop_without_connections_ends_at_once() {
    let server = Server::start();
    server.terminate();
    let (status, waited) = server.end(GRACE + SLACK);
    assert!(status.success(), "{status}");
    assert!(waited < GRACE, "{waited:?}");
}

#[test]
fn a_stop_waits_no_longer_than_its_grace() {
    let server = Server::start();
    let mut half = server.sent(PROBE.strip_suffix("\r\n").unwrap());
    let mut begun = begun(&server);
    let mut never = server.sent(request("GET", "/never"));
    server.terminate();
    let (status, _) = server.end(GRACE + SLACK);
    assert!(status.success(), "{status}");
    half.closes();
    begun.closes();
    never.closes();
}
