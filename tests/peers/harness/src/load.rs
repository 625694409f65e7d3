//! The load: one thread that keeps many connections busy.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use crate::http;

const CONNECTIONS: u32 = 32;
const WARM_UP: Duration = Duration::from_millis(200);

/// Connections with a request under way on each.
pub(crate) struct Load<'request> {
    streams: Vec<TcpStream>,
    request: &'request [u8],
    answer: Vec<u8>,
}

impl<'request> Load<'request> {
    /// Opens the connections and lets the server get warm.
    pub(crate) fn start(address: SocketAddr, request: &'request [u8]) -> Self {
        let mut answer_len = 0;
        let streams = (0..CONNECTIONS).map(|_| {
            let mut stream = http::connect(address);
            answer_len = http::exchange(&mut stream, request).len;
            send(&mut stream, request);
            stream
        });
        let streams = streams.collect();
        let mut load = Self {
            streams,
            request,
            answer: vec![0; answer_len],
        };
        load.run(WARM_UP);
        load
    }

    /// Answers received within a time.
    pub(crate) fn run(&mut self, time: Duration) -> u32 {
        let end = Instant::now() + time;
        let mut answers = 0;
        while Instant::now() < end {
            self.sweep();
            answers += CONNECTIONS;
        }
        answers
    }

    /// Takes the next answer of each connection in turn and asks again. A
    /// server answers in about this order, so that most reads find an answer
    /// waiting, and all the other connections have a request under way.
    fn sweep(&mut self) {
        for stream in &mut self.streams {
            let read = stream.read_exact(&mut self.answer);
            read.expect("the peer answers in time, with the same length every time");
            let right = self.answer.starts_with(b"HTTP/1.1 200 ");
            assert!(right, "the peer refused a request under load");
            send(stream, self.request);
        }
    }
}

fn send(stream: &mut TcpStream, request: &[u8]) {
    stream.write_all(request).expect("the peer reads requests");
}
