//! A server in a process of its own: a copy of the test binary in which one test does nothing but
//! serve, so that it can be stopped by a signal.

use std::{
    io::{BufRead, BufReader, Read},
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use folio::App;

use super::{Wire, async_listener, runtime};

/// Says to a copy of the test binary that it is the server.
const SERVE: &str = "FOLIO_TEST_SERVE";

/// What the server prints before its address.
const LISTENS: &str = "listens on ";

/// What the server prints before what became of its tasks.
const REPORTS: &str = "reports ";

/// What a stop may take on a busy machine.
pub(crate) const SLACK: Duration = Duration::from_secs(6);

/// Serves until a signal comes, where this process is the server; does nothing otherwise.
pub(crate) fn serve(app: fn() -> App) {
    if std::env::var_os(SERVE).is_none() {
        return;
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let service = app().build().unwrap();
    runtime().block_on(async {
        let listener = async_listener(listener);
        let serving = tokio::spawn(service.listen(listener));
        println!("{LISTENS}{address}");
        let report = serving.await.unwrap();
        println!("{REPORTS}{report:?}");
    });
}

/// A server in a process of its own.
pub(crate) struct Process {
    child: Child,
    output: BufReader<ChildStdout>,
    address: SocketAddr,
}

impl Process {
    /// Starts the test of this name, which has to call [`serve`].
    pub(crate) fn start(test: &str) -> Process {
        let program = std::env::current_exe().unwrap();
        let mut command = Command::new(program);
        command.args(["--exact", "--nocapture", test]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.env(SERVE, "1").spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        let address = loop {
            line.clear();
            assert_ne!(output.read_line(&mut line).unwrap(), 0, "no server");
            // The test harness may have written on the same line before.
            if let Some((_, address)) = line.split_once(LISTENS) {
                break address.trim().parse().unwrap();
            }
        };
        Process {
            child,
            output,
            address,
        }
    }

    /// A connection on which bytes were sent.
    pub(crate) fn sent(&self, bytes: impl AsRef<[u8]>) -> Wire {
        Wire::sent(self.address, bytes)
    }

    /// Sends SIGTERM.
    pub(crate) fn terminate(&self) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status();
        assert!(sent.unwrap().success());
    }

    /// Waits until no connection is accepted any more.
    pub(crate) fn refuses(&self) {
        let deadline = Instant::now() + SLACK;
        while TcpStream::connect(self.address).is_ok() {
            assert!(Instant::now() < deadline, "still accepts");
        }
    }

    /// Ends the input of the process; how it ended itself then, how long that took and what it said of
    /// its tasks.
    pub(crate) fn end(mut self, limit: Duration) -> (ExitStatus, Duration, String) {
        drop(self.child.stdin.take());
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
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
        let mut lines = rest.lines();
        let report = lines.find_map(|line| line.strip_prefix(REPORTS));
        (status, waited, report.unwrap().to_owned())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
