//! The atlas as a process, and requests to it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

/// An atlas that runs.
pub(crate) struct Atlas {
    process: Child,
    pub(crate) port: u16,
}

impl Atlas {
    /// Starts one, and waits until it listens.
    pub(crate) fn start(database: &Path, port: u16) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_atlas"))
            .args(["--listen", &format!("127.0.0.1:{port}"), "--database"])
            .arg(database)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the atlas starts");
        let mut line = String::new();
        let out = process.stdout.take().expect("it is piped");
        BufReader::new(out).read_line(&mut line).expect("a line");
        let port = line
            .trim()
            .rsplit(':')
            .next()
            .and_then(|port| port.parse().ok());
        let port = port.unwrap_or_else(|| panic!("no URL: {line:?}"));
        Atlas { process, port }
    }

    /// Stops it as its service manager would, and waits until it has ended.
    pub(crate) fn stop(mut self) {
        let id = self.process.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status();
        assert!(sent.is_ok_and(|status| status.success()));
        let status = self.process.wait().expect("an end");
        assert!(status.success(), "{status}");
    }

    pub(crate) fn add(&self, name: &str) -> Value {
        let city = json!({
            "name": name, "ascii_name": "", "latitude": 31.25, "longitude": -24.5,
            "feature_code": "PPLH", "country": "PT", "admin1": "", "population": 0,
            "elevation": -400, "timezone": "Atlantic/Azores", "modified": "2026-02-28"
        });
        self.change("POST", "/cities", &city)
    }

    pub(crate) fn populate(&self, path: &str, population: u64) -> Value {
        self.change("PATCH", path, &json!({"population": population}))
    }

    /// The body of the answer to a request that has to succeed.
    pub(crate) fn change(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nif-match: *\r\n\
            content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .expect("it is sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        assert!(head.starts_with("HTTP/1.1 20"), "{answer}");
        match body {
            "" => Value::Null,
            body => serde_json::from_str(body).expect("JSON"),
        }
    }
}

impl Drop for Atlas {
    fn drop(&mut self) {
        // It has ended, or the test has failed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
