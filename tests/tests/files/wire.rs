//! Files over TCP: what is promised is sent, or the connection ends.

use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    thread,
    time::Duration,
};

use folio::{App, Body, File, FileFuture, FileSystem, Files, LocalFiles, OpenFile, get, routes};

use crate::content;

/// Out of a directory.
#[get("/files/{name}", file_system = "local")]
fn local(name: String, files: Files) -> File {
    files.file(name)
}

/// Promises ten bytes, and has four.
#[get("/short", file_system = "short")]
fn short(files: Files) -> File {
    files.file("a")
}

#[derive(Debug)]
struct Short;

impl FileSystem for Short {
    fn open<'f>(&'f self, _: &'f str) -> FileFuture<'f, OpenFile> {
        Box::pin(async { Ok(OpenFile::ranged(10, |_| async { Ok(Body::from("four")) })) })
    }
}

fn serve(root: &std::path::Path) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let app = App::new("Wire", "1")
        .file_system("local", LocalFiles::new(root))
        .file_system("short", Short)
        .routes(routes![local, short]);
    let service = app.build().unwrap();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_io()
            .build();
        runtime.unwrap().block_on(async {
            listener.set_nonblocking(true).unwrap();
            service
                .listen(tokio::net::TcpListener::from_std(listener).unwrap())
                .await
        });
    });
    address
}

fn ask(address: SocketAddr, request: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_mins(1)))
        .unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

fn get_of(path: &str, more: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: a\r\n{more}\r\n")
}

/// Reads the head of an answer, byte by byte.
fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    String::from_utf8(head).unwrap()
}

#[test]
fn a_large_file_comes_whole_and_its_parts_as_they_are() {
    let place = tempfile::tempdir().unwrap();
    let all = content(3_000_000);
    fs::write(place.path().join("large"), &all).unwrap();
    let address = serve(place.path());
    let mut stream = ask(address, &get_of("/files/large", "connection: close\r\n"));
    let first = head(&mut stream);
    assert!(first.contains("content-length: 3000000\r\n"), "{first}");
    let mut body = Vec::new();
    stream.read_to_end(&mut body).unwrap();
    assert!(body == all);

    let asks = get_of(
        "/files/large",
        "range: bytes=1000000-2499999\r\nconnection: close\r\n",
    );
    let mut stream = ask(address, &asks);
    let first = head(&mut stream);
    assert!(first.starts_with("HTTP/1.1 206 "), "{first}");
    assert!(first.contains("content-length: 1500000\r\n"), "{first}");
    let mut body = Vec::new();
    stream.read_to_end(&mut body).unwrap();
    assert!(body == all[1_000_000..2_500_000]);

    let asks = get_of(
        "/files/large",
        "range: bytes=0-9,-10\r\nconnection: close\r\n",
    );
    let mut stream = ask(address, &asks);
    let first = head(&mut stream);
    let length = first
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap();
    let mut body = Vec::new();
    stream.read_to_end(&mut body).unwrap();
    assert_eq!(body.len(), length.parse::<usize>().unwrap());
    // Each part between its head and the next boundary.
    let mut rest = &body[..];
    for (field, part) in [
        ("content-range: bytes 0-9/3000000\r\n\r\n", &all[..10]),
        (
            "content-range: bytes 2999990-2999999/3000000\r\n\r\n",
            &all[2_999_990..],
        ),
    ] {
        let at = rest
            .windows(field.len())
            .position(|found| found == field.as_bytes());
        rest = &rest[at.unwrap() + field.len()..];
        rest = rest
            .strip_prefix(part)
            .unwrap()
            .strip_prefix(b"\r\n--")
            .unwrap();
    }
}

#[test]
fn a_file_that_becomes_shorter_while_it_is_sent_ends_the_connection() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("shrinks");
    // Sparse, and far more than the buffers of two sockets hold.
    fs::File::create(&path).unwrap().set_len(256 << 20).unwrap();
    let address = serve(place.path());
    let mut stream = ask(address, &get_of("/files/shrinks", ""));
    assert!(head(&mut stream).contains("content-length: 268435456\r\n"));
    fs::OpenOptions::new()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(10)
        .unwrap();
    let mut came = 0;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(read) => came += read,
        }
    }
    assert!(came < 256 << 20, "{came} bytes came of a file that was cut");
}

#[test]
fn a_store_that_sends_less_than_it_said_ends_the_connection() {
    let place = tempfile::tempdir().unwrap();
    let address = serve(place.path());
    let mut stream = ask(address, &get_of("/short", ""));
    let mut came = Vec::new();
    // The end, or a reset: a client sees either before ten bytes of a body.
    let _ = stream.read_to_end(&mut came);
    let text = String::from_utf8(came).unwrap();
    let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    assert!(body.len() < 10 && "four".starts_with(body), "{text}");
    assert!(
        text.is_empty() || text.contains("content-length: 10\r\n"),
        "{text}"
    );
}

#[test]
fn head_and_get_say_the_same_of_a_file() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("a.txt"), content(1_000)).unwrap();
    let address = serve(place.path());
    let mut heads = Vec::new();
    for method in ["GET", "HEAD"] {
        let asks =
            format!("{method} /files/a.txt HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
        let mut stream = ask(address, &asks);
        let head = head(&mut stream);
        let mut lines: Vec<String> = head.lines().map(str::to_owned).collect();
        lines.retain(|line| !line.starts_with("date:"));
        lines.sort();
        let mut body = Vec::new();
        stream.read_to_end(&mut body).unwrap();
        assert_eq!(body.len(), if method == "GET" { 1_000 } else { 0 });
        heads.push(lines);
    }
    assert_eq!(heads[0], heads[1]);
}
