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

use crate::{parts::parts, pattern};

/// A file system whose files are read a range at a time, in pieces of three bytes.
#[derive(Debug)]
struct Remote;

impl FileSystem for Remote {
    fn open<'f>(&'f self, name: &'f str) -> FileFuture<'f, OpenFile> {
        let length = name.parse().unwrap();
        Box::pin(async move {
            Ok(OpenFile::ranged(length, move |range| async move {
                let all = pattern(usize::try_from(length).unwrap());
                let place = |at: u64| usize::try_from(at).unwrap();
                let part = &all[place(range.start)..place(range.end)];
                let pieces = part.chunks(3).map(Bytes::copy_from_slice).collect();
                Ok(Body::new(Pieces(pieces)))
            }))
        })
    }
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
    File::bytes(pattern(length)).chunk_size(7)
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
        std::fs::write(place.path().join(length.to_string()), pattern(length)).unwrap();
        stored.put(length.to_string(), pattern(length));
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
    let all = pattern(length);
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

/// The same values in every run (splitmix64).
struct Source(u64);

impl Source {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }
}

#[tokio::test]
async fn any_ranges_give_exactly_those_bytes() {
    let (client, _place) = client();
    let mut source = Source(9110);
    for _ in 0..600 {
        let length = LENGTHS[1 + source.below(LENGTHS.len() - 1)];
        let mut wanted = vec![false; length];
        let mut specs = Vec::new();
        for _ in 0..=source.below(8) {
            let first = source.below(length);
            let (spec, range) = match source.below(3) {
                0 => (format!("{first}-"), first..length),
                1 => {
                    let suffix = 1 + first;
                    (format!("-{suffix}"), length - suffix..length)
                }
                _ => {
                    let last = first + source.below(length);
                    (format!("{first}-{last}"), first..(last + 1).min(length))
                }
            };
            specs.push(spec);
            wanted[range].fill(true);
        }
        let value = format!("bytes={}", specs.join(", "));
        let path = format!("/{}/{length}", SOURCES[source.below(SOURCES.len())]);
        let answer = client.get(&path).header("range", &value).await;
        let (all, mut got) = (pattern(length), vec![false; length]);
        for (range, of, came) in parts(&answer) {
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
}

#[tokio::test]
async fn many_ranges_never_make_an_answer_larger_than_the_file() {
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
