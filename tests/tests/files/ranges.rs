//! The range matrix, asked of every kind of source, and what any ranges come to.

use std::{
    collections::VecDeque,
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use folio::{
    App, Body, File, FileFuture, FileSystem, Files, LocalFiles, MemoryFiles, OpenFile, get, routes,
    test::{Answer, Client},
};

use crate::{Source, content, parts::parts};

/// A file system whose files are read a range at a time, in pieces of three bytes.
#[derive(Debug)]
struct Remote;

impl FileSystem for Remote {
    fn open<'f>(&'f self, name: &'f str) -> FileFuture<'f, OpenFile> {
        let length = name.parse().unwrap();
        Box::pin(async move {
            Ok(OpenFile::ranged(length, move |range| async move {
                let all = content(usize::try_from(length).unwrap());
                let place = |at: u64| usize::try_from(at).unwrap();
                let part = &all[place(range.start)..place(range.end)];
                let pieces = part.chunks(3).map(Bytes::copy_from_slice).collect();
                Ok(Body::new(Pieces(pieces)))
            }))
        })
    }
}

/// Sends a byte more than it is asked for, in a piece of its own or with the last ones.
#[derive(Debug)]
struct Longer;

impl FileSystem for Longer {
    fn open<'f>(&'f self, name: &'f str) -> FileFuture<'f, OpenFile> {
        let own = name == "own-piece";
        Box::pin(async move {
            Ok(OpenFile::ranged(10, move |range| async move {
                let length = usize::try_from(range.end - range.start).unwrap();
                let mut pieces = vec![Bytes::from(content(length)), Bytes::new()];
                if own {
                    pieces.push(Bytes::from_static(b"!"));
                } else {
                    pieces[0] = Bytes::from(content(length + 1));
                }
                Ok(Body::new(Pieces(pieces.into())))
            }))
        })
    }
}

#[tokio::test]
async fn a_body_that_is_longer_than_its_range_is_broken_off() {
    let files = Files::new(Longer);
    for name in ["own-piece", "last-piece"] {
        let file = files.open(name).await.unwrap();
        let came = http_body_util::BodyExt::collect(file.read(2..6)).await;
        assert!(came.is_err(), "{name}");
    }
    let exact = Files::new(Remote).open("10").await.unwrap();
    let came = http_body_util::BodyExt::collect(exact.read(2..6)).await;
    assert_eq!(came.unwrap().to_bytes(), content(10)[2..6]);
}

/// A body of pieces.
struct Pieces(VecDeque<Bytes>);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, Infallible>>> {
        let piece = self.0.pop_front();
        Poll::Ready(piece.map(|piece| Ok(hyper::body::Frame::data(piece))))
    }
}

/// From memory.
#[get("/bytes/{length}")]
fn from_bytes(length: usize) -> File {
    File::bytes(content(length)).chunk_size(7)
}

/// Out of a directory, in small pieces.
#[get("/disk/{length}", file_system = "disk")]
fn disk(length: String, files: Files) -> File {
    files.file(length).chunk_size(7)
}

/// Out of a directory, in one piece.
#[get("/disk-whole/{length}", file_system = "disk")]
fn disk_whole(length: String, files: Files) -> File {
    files.file(length)
}

/// Out of a file system in memory.
#[get("/memory/{length}", file_system = "memory")]
fn memory(length: String, files: Files) -> File {
    files.file(length)
}

/// Out of a file system that is asked for ranges.
#[get("/remote/{length}", file_system = "remote")]
fn remote(length: String, files: Files) -> File {
    files.file(length)
}

const SOURCES: [&str; 5] = ["bytes", "disk", "disk-whole", "memory", "remote"];

const LENGTHS: [usize; 6] = [0, 1, 10, 99, 1_000, 10_000];

fn client() -> (Client, tempfile::TempDir) {
    let place = tempfile::tempdir().unwrap();
    let stored = MemoryFiles::new();
    for length in LENGTHS {
        std::fs::write(place.path().join(length.to_string()), content(length)).unwrap();
        stored.put(length.to_string(), content(length));
    }
    let app = App::new("Ranges", "1")
        .file_system("disk", LocalFiles::new(place.path()))
        .file_system("memory", stored)
        .file_system("remote", Remote)
        .routes(routes![from_bytes, disk, disk_whole, memory, remote]);
    (Client::new(app), place)
}

/// What an answer comes to, in the words of the table.
fn shown(answer: &Answer, length: usize) -> String {
    let all = content(length);
    let known = answer.header("accept-ranges");
    assert_eq!(known, Some("bytes"));
    match answer.status().as_u16() {
        200 => {
            assert_eq!(answer.bytes()[..], all);
            assert_eq!(answer.header("content-range"), None);
            "whole".to_owned()
        }
        416 => {
            let expected = format!("bytes */{length}");
            assert_eq!(answer.header("content-range"), Some(&*expected));
            assert_eq!(
                answer.header("content-type"),
                Some("application/problem+json")
            );
            "none".to_owned()
        }
        _ => {
            let shown = parts(answer).into_iter().map(|(range, of, came)| {
                assert_eq!(of, length);
                assert_eq!(came, all[range.clone()]);
                format!("{}-{}", range.start(), range.end())
            });
            shown.collect::<Vec<_>>().join(" ")
        }
    }
}

#[tokio::test]
async fn the_matrix_holds_for_every_source() {
    let (client, _place) = client();
    let table = include_str!("../../../runtime/src/fields/range/cases.txt");
    let mut rows = 0;
    for row in table.lines().filter(|row| !row.starts_with('#')) {
        let columns: Vec<&str> = row.split(" | ").collect();
        let [length, value, expected] = columns[..] else {
            panic!("{row} has three columns");
        };
        let length: usize = length.parse().unwrap();
        if !LENGTHS.contains(&length) {
            continue;
        }
        rows += 1;
        for source in SOURCES {
            let path = format!("/{source}/{length}");
            let answer = client.get(&path).header("range", value).await;
            assert_eq!(shown(&answer, length), expected, "{row} of {source}");
            let head = client.head(&path).header("range", value).await;
            assert_eq!(head.status(), 200, "HEAD has no ranges: {row} of {source}");
        }
    }
    assert!(rows >= 60, "{rows} rows");
}

#[tokio::test]
async fn any_ranges_give_exactly_those_bytes() {
    let (client, _place) = client();
    let mut source = Source(9110);
    let (mut unmet, mut most) = (0, 0);
    for _ in 0..1_000 {
        let length = LENGTHS[1 + source.below(LENGTHS.len() - 1)];
        let mut wanted = vec![false; length];
        let mut specs = Vec::new();
        for _ in 0..=source.below(16) {
            // One of three lies beyond the end, or reaches back beyond the beginning.
            let first = source.below(length + length.div_ceil(2));
            // Most are short, so that several parts are left.
            let (spec, range) = match source.below(10) {
                0 => (format!("{first}-"), first..length),
                1 => {
                    let suffix = 1 + first;
                    (format!("-{suffix}"), length.saturating_sub(suffix)..length)
                }
                _ => {
                    let last = first + (source.below(length) >> source.below(12));
                    (format!("{first}-{last}"), first..(last + 1).min(length))
                }
            };
            specs.push(spec);
            if first < length || range.start == 0 {
                wanted[range].fill(true);
            }
        }
        let value = format!("bytes={}", specs.join(", "));
        let path = format!("/{}/{length}", SOURCES[source.below(SOURCES.len())]);
        let answer = client.get(&path).header("range", &value).await;
        if !wanted.contains(&true) {
            unmet += 1;
            assert_eq!(shown(&answer, length), "none", "{value} of {path}");
            continue;
        }
        let (all, mut got) = (content(length), vec![false; length]);
        let parts = parts(&answer);
        most = most.max(parts.len());
        for (range, of, came) in parts {
            assert_eq!(
                (of, &came[..]),
                (length, &all[range.clone()]),
                "{value} of {path}"
            );
            let twice = got[range.clone()].iter().any(|got| *got);
            assert!(!twice, "{value} of {path} sends a byte twice");
            got[range].fill(true);
        }
        assert_eq!(got, wanted, "{value} of {path}");
    }
    assert!(
        unmet > 0 && most > 3,
        "{unmet} without a part, {most} at most"
    );
}

#[tokio::test]
async fn more_ranges_than_anyone_needs_get_the_file_once() {
    let (client, _place) = client();
    for value in [
        format!("bytes={}", vec!["0-"; 1_500].join(",")),
        format!("bytes={}", vec!["0-0"; 1_500].join(",")),
        format!(
            "bytes={}",
            (0..1_500)
                .map(|i| format!("{i}-{i}"))
                .collect::<Vec<_>>()
                .join(",")
        ),
        format!(
            "bytes=0-,{}",
            (0..1_300)
                .map(|i| format!("5-{i}"))
                .collect::<Vec<_>>()
                .join(",")
        ),
    ] {
        let answer = client.get("/disk/10000").header("range", &value).await;
        assert_eq!(
            (answer.status().as_u16(), answer.bytes().len()),
            (200, 10_000)
        );
    }
    let sixteen = ["0-"; 16].join(",");
    let answer = client
        .get("/disk/10000")
        .header("range", format!("bytes={sixteen}"))
        .await;
    assert_eq!(
        (answer.status().as_u16(), answer.bytes().len()),
        (206, 10_000)
    );
}

#[tokio::test]
async fn two_range_fields_are_none() {
    let (client, _place) = client();
    let answer = client
        .get("/bytes/10")
        .header("range", "bytes=0-1")
        .header("range", "bytes=2-3")
        .await;
    assert_eq!(answer.status(), 200);
}

#[tokio::test]
async fn boundaries_differ_from_answer_to_answer() {
    let (client, _place) = client();
    let call = || client.get("/bytes/10").header("range", "bytes=0-1,5-6");
    let (first, second) = (call().await, call().await);
    assert_ne!(first.header("content-type"), second.header("content-type"));
}
