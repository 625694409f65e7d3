//! Just enough of an HTTP/1.1 client to ask one thing and read one answer.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_mins(1);

/// An answer with the parts that are compared.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: Option<String>,
    /// Every header line, its name in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    /// Bytes of head and body: two answers to the same request have the same
    /// length, as only the date differs.
    pub(crate) len: usize,
}

/// The bytes of a request with the four headers a plain client sends.
pub(crate) fn request(target: &str) -> Vec<u8> {
    format!(
        "GET {target} HTTP/1.1\r\n\
         Host: 127.0.0.1\r\n\
         User-Agent: harness\r\n\
         Accept: */*\r\n\
         Connection: keep-alive\r\n\r\n"
    )
    .into_bytes()
}

/// A blocking connection that fails rather than waits for ever.
pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("the peer accepts connections");
    stream.set_nodelay(true).expect("a socket takes options");
    stream
        .set_read_timeout(Some(PATIENCE))
        .expect("a socket takes options");
    stream
}

/// Sends a request and reads the whole answer, whatever its length.
pub(crate) fn exchange(stream: &mut TcpStream, request: &[u8]) -> Answer {
    stream.write_all(request).expect("the peer reads requests");
    let mut received = Vec::new();
    let mut chunk = vec![0; 1024 * 1024];
    loop {
        let n = stream.read(&mut chunk).expect("the peer answers in time");
        assert_ne!(n, 0, "the peer closed the connection");
        received.extend_from_slice(&chunk[..n]);
        if let Some(answer) = parse(&received) {
            return answer;
        }
    }
}

/// Sends a request and reads an answer whose length is known.
pub(crate) fn repeat(stream: &mut TcpStream, request: &[u8], answer: &mut [u8]) {
    stream.write_all(request).expect("the peer reads requests");
    stream
        .read_exact(answer)
        .expect("the peer answers in time, with the same length every time");
}

/// The answer, once it is complete.
fn parse(received: &[u8]) -> Option<Answer> {
    let text = std::str::from_utf8(received).expect("a peer answers with text");
    let (head, rest) = text.split_once("\r\n\r\n")?;
    let length: usize = header(head, "content-length")
        .expect("an answer has a length")
        .parse()
        .expect("a length is a number");
    let body = rest.get(..length)?;
    Some(Answer {
        status: head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .expect("an answer has a status"),
        content_type: header(head, "content-type").map(str::to_owned),
        headers: lines(head)
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect(),
        body: body.to_owned(),
        len: head.len() + 4 + length,
    })
}

fn header<'head>(head: &'head str, name: &str) -> Option<&'head str> {
    lines(head)
        .find(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

fn lines(head: &str) -> impl Iterator<Item = (&str, &str)> {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name, value.trim()))
}
