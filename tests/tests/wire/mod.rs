//! A client of bytes: what is sent is what stands in the test, and what comes back is parsed to the
//! letter, so that one byte too many or too few fails.

pub(crate) mod process;

use std::{
    io::{self, ErrorKind, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    thread,
    time::{Duration, Instant},
};

use folio::App;

/// How long a test waits for something that has to come; no test passes by waiting this long.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long one read of a socket blocks, so that deadlines are looked at.
const BLINK: Duration = Duration::from_millis(100);

/// Serves an app on a port of its own until the process ends.
pub(crate) fn serve(app: App) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let service = app.build().unwrap();
    thread::spawn(move || {
        runtime().block_on(async { service.listen(async_listener(listener)).await });
    });
    address
}

/// A runtime without timers: the server must not need them.
pub(crate) fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(2).enable_io().build().unwrap()
}

/// A listener for the runtime this is called in.
pub(crate) fn async_listener(listener: TcpListener) -> tokio::net::TcpListener {
    listener.set_nonblocking(true).unwrap();
    tokio::net::TcpListener::from_std(listener).unwrap()
}

/// One connection.
pub(crate) struct Wire {
    stream: TcpStream,
    buffer: Vec<u8>,
    deadline: Instant,
}

/// One answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// What a read found.
enum Got {
    Bytes,
    End,
    Nothing,
}

impl Wire {
    /// Opens a connection.
    pub(crate) fn open(address: SocketAddr) -> Wire {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(BLINK)).unwrap();
        stream.set_nodelay(true).unwrap();
        Wire {
            stream,
            buffer: Vec::new(),
            deadline: Instant::now() + PATIENCE,
        }
    }

    /// Opens a connection and sends bytes.
    pub(crate) fn sent(address: SocketAddr, bytes: impl AsRef<[u8]>) -> Wire {
        let mut wire = Wire::open(address);
        wire.send(bytes);
        wire
    }

    /// Sends bytes; a server that has stopped listening is no fault of the client.
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) {
        if let Err(error) = self.stream.write_all(bytes.as_ref()) {
            assert!(is_end(&error), "{error}");
        }
    }

    /// Says that nothing more will be sent.
    pub(crate) fn finish(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Write);
    }

    /// Sends a request and takes its answer.
    pub(crate) fn ask(&mut self, request: impl AsRef<[u8]>) -> Answer {
        let request = request.as_ref();
        self.send(request);
        self.answer_to(request.starts_with(b"HEAD "))
    }

    /// The next answer, which has to come.
    pub(crate) fn answer(&mut self) -> Answer {
        self.answer_to(false)
    }

    /// The next answer; one to HEAD has no body whatever its head says.
    pub(crate) fn answer_to(&mut self, head: bool) -> Answer {
        self.next(head).expect("an answer before the end")
    }

    /// All answers until the server closes, none of them to HEAD.
    pub(crate) fn rest(&mut self) -> Vec<Answer> {
        std::iter::from_fn(|| self.next(false)).collect()
    }

    /// Waits until the server closes without a word.
    pub(crate) fn closes(&mut self) {
        let rest = self.rest();
        assert!(rest.is_empty(), "more answers: {rest:#?}");
    }

    /// How many bytes come until the server closes.
    pub(crate) fn remains(&mut self) -> usize {
        while self.fill() {}
        self.buffer.len()
    }

    /// The next answer; `None` when the server has closed.
    fn next(&mut self, head: bool) -> Option<Answer> {
        let mut answer = self.next_head()?;
        answer.body = self.body(&answer, head);
        Some(answer)
    }

    /// The head of the next answer; its body is read by [`Wire::chunk`].
    #[allow(dead_code, reason = "streams alone are read in parts")]
    pub(crate) fn head(&mut self) -> Answer {
        let answer = self.next_head().expect("a head before the end");
        assert_eq!(answer.get("transfer-encoding"), Some("chunked"));
        answer
    }

    /// The next chunk of a body, an empty one at its end; `None` when the server closed before it.
    pub(crate) fn chunk(&mut self) -> Option<Vec<u8>> {
        while find(&self.buffer, b"\r\n").is_none() {
            if !self.fill() {
                return None;
            }
        }
        let end = find(&self.buffer, b"\r\n")?;
        let line = String::from_utf8(self.take(end + 2)).unwrap();
        let length = usize::from_str_radix(line.trim_end(), 16).unwrap();
        while self.buffer.len() < length + 2 {
            if !self.fill() {
                return None;
            }
        }
        let mut chunk = self.take(length + 2);
        assert_eq!(chunk.split_off(length), b"\r\n");
        Some(chunk)
    }

    fn next_head(&mut self) -> Option<Answer> {
        let end = loop {
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break end;
            }
            if !self.fill() {
                let text = String::from_utf8_lossy(&self.buffer);
                assert!(self.buffer.is_empty(), "half an answer: {text}");
                return None;
            }
        };
        let lines = self.take(end + 4);
        Some(Answer::of_head(std::str::from_utf8(&lines).unwrap()))
    }

    /// The body that a head announces (RFC 9112 §6.3).
    fn body(&mut self, answer: &Answer, head: bool) -> Vec<u8> {
        if head || matches!(answer.status, 100..=199 | 204 | 304) {
            return Vec::new();
        }
        match (
            answer.get("transfer-encoding"),
            answer.get("content-length"),
        ) {
            (Some("chunked"), None) => self.chunks(),
            (None, Some(length)) => self.exactly(length.parse().unwrap()),
            (None, None) => {
                assert_eq!(answer.get("connection"), Some("close"), "{answer:?}");
                while self.fill() {}
                std::mem::take(&mut self.buffer)
            }
            both => panic!("framed as {both:?}"),
        }
    }

    fn chunks(&mut self) -> Vec<u8> {
        let mut body = Vec::new();
        loop {
            let chunk = self.chunk().expect("the server closed inside a body");
            if chunk.is_empty() {
                return body;
            }
            body.extend(chunk);
        }
    }

    /// The next bytes, all of which have to come.
    pub(crate) fn exactly(&mut self, length: usize) -> Vec<u8> {
        while self.buffer.len() < length {
            assert!(self.fill(), "the server closed inside a body");
        }
        self.take(length)
    }

    fn take(&mut self, length: usize) -> Vec<u8> {
        let rest = self.buffer.split_off(length);
        std::mem::replace(&mut self.buffer, rest)
    }

    /// Waits for more bytes; whether there are any.
    fn fill(&mut self) -> bool {
        loop {
            match self.read() {
                Got::Bytes => return true,
                Got::End => return false,
                Got::Nothing => assert!(Instant::now() < self.deadline, "nothing came"),
            }
        }
    }

    /// Whether the server has closed; what it sent before is kept.
    pub(crate) fn is_closed(&mut self) -> bool {
        matches!(self.read(), Got::End)
    }

    fn read(&mut self) -> Got {
        let mut bytes = [0; 16 * 1024];
        match self.stream.read(&mut bytes) {
            Ok(0) => Got::End,
            Ok(length) => {
                self.buffer.extend_from_slice(&bytes[..length]);
                Got::Bytes
            }
            Err(error) if is_end(&error) => Got::End,
            Err(error) if is_timeout(&error) => Got::Nothing,
            Err(error) => panic!("{error}"),
        }
    }
}

impl Answer {
    /// Parses a head to the letter of RFC 9112 §4 and §5.
    fn of_head(text: &str) -> Answer {
        let mut lines = text.strip_suffix("\r\n\r\n").unwrap().split("\r\n");
        let line = lines.next().unwrap();
        let rest = line
            .strip_prefix("HTTP/1.1 ")
            .or_else(|| line.strip_prefix("HTTP/1.0 "));
        let (status, _reason) = rest.expect(line).split_once(' ').expect(line);
        let fields = lines.map(|line| {
            let (name, value) = line.split_once(": ").expect(line);
            assert!(!name.contains(' ') && !value.contains('\n'), "{line:?}");
            (name.to_ascii_lowercase(), value.to_owned())
        });
        Answer {
            status: status.parse().unwrap(),
            headers: fields.collect(),
            body: Vec::new(),
        }
    }

    /// A header's value; no header may come twice.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known == name);
        let first = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "{name} twice: {self:?}");
        first
    }

    /// The body as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// Checks that this is a problem of a status.
    pub(crate) fn assert_problem(&self, status: u16, case: &str) {
        assert_eq!(self.status, status, "{case}: {}", self.text());
        let media = self.get("content-type");
        assert_eq!(media, Some("application/problem+json"), "{case}");
        let problem: serde_json::Value = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(problem["status"], status, "{case}");
    }
}

/// Whether an error says that the other side is gone.
fn is_end(error: &io::Error) -> bool {
    use ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset};
    matches!(
        error.kind(),
        BrokenPipe | ConnectionAborted | ConnectionReset
    )
}

fn is_timeout(error: &io::Error) -> bool {
    use ErrorKind::{Interrupted, TimedOut, WouldBlock};
    matches!(error.kind(), Interrupted | TimedOut | WouldBlock)
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}
