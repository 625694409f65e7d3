//! Bodies that are made while they are sent: `cargo run -p streams`, then
//! `curl localhost:8000/primes.jsonl?below=1000000 | tail -n 1`; the memory of the server stays as it is.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
};

use folio::{App, JsonLines, Problem, Stream, get, routes};
use serde::Serialize;
use utoipa::ToSchema;

/// A prime number.
#[derive(Serialize, ToSchema)]
struct Prime {
    /// Its place among all of them, from 1 on.
    place: u64,
    prime: u64,
}

/// All primes below a bound, one a line.
#[get("/primes.jsonl")]
fn primes(#[query(default = 100)] below: u64) -> JsonLines<Prime> {
    let primes = (2..below).filter(|n| (2..=n.isqrt()).all(|d| n % d != 0));
    let rows = (1..).zip(primes);
    JsonLines::blocking(rows.map(|(place, prime)| Prime { place, prime }))
}

/// A countdown, a line each time there is room for one.
#[get("/countdown/{from}")]
async fn countdown(from: u32) -> Stream<String> {
    Stream::generate(async move |mut lines| {
        for n in (1..=from).rev() {
            lines.send(format!("{n}\n")).await;
        }
        lines.send("Go!\n".to_owned()).await;
    })
}

#[derive(Debug, Problem)]
enum SourceError {
    /// The source is not here.
    #[problem(status = 404)]
    Missing(#[problem(from)] io::Error),
}

/// This program, numbered. A line that can't be read cuts the answer off.
#[get("/source", blocking)]
fn source() -> Result<Stream<String>, SourceError> {
    let file = File::open(concat!(env!("CARGO_MANIFEST_DIR"), "/src/main.rs"))?;
    let lines = (1..).zip(BufReader::new(file).lines());
    let numbered = lines.map(|(n, line)| Ok::<_, io::Error>(format!("{n:4} {}\n", line?)));
    Ok(Stream::blocking(numbered))
}

fn app() -> App {
    App::new("Streams", "1.0.0").routes(routes![primes, countdown, source])
}

#[tokio::main]
async fn main() -> Result<(), folio::Error> {
    app().serve("127.0.0.1:8000").await
}

#[cfg(test)]
mod tests {
    use folio::test::Client;

    #[tokio::test]
    async fn lines_come_one_by_one() {
        let client = Client::new(super::app());
        let primes = client.get("/primes.jsonl?below=10").await;
        let last = primes.text().lines().last();
        assert_eq!(last, Some(r#"{"place":4,"prime":7}"#));
        let countdown = client.get("/countdown/2").await;
        assert_eq!(countdown.text(), "2\n1\nGo!\n");
        let source = client.get("/source").await;
        assert!(source.text().starts_with("   1 //! Bodies that are made"));
    }
}
