//! Reads partial answers as a client would.

use std::ops::RangeInclusive;

use folio::test::Answer;

/// A part: the bytes it says it is, of how many, and what came.
pub(crate) type Part = (RangeInclusive<usize>, usize, Vec<u8>);

/// The parts of a 206 of bytes, whether it has one or several.
pub(crate) fn parts(answer: &Answer) -> Vec<Part> {
    parts_of(answer, "application/octet-stream")
}

/// The same under a media type that every part says.
pub(crate) fn parts_of(answer: &Answer, stated: &str) -> Vec<Part> {
    assert_eq!(answer.status(), 206);
    let media = answer.header("content-type").unwrap();
    let Some(boundary) = media.strip_prefix("multipart/byteranges; boundary=") else {
        assert_eq!(media, stated);
        let (range, length) = content_range(answer.header("content-range").unwrap());
        return vec![(range, length, answer.bytes().to_vec())];
    };
    assert_eq!(
        answer.header("content-range"),
        None,
        "several parts say it each"
    );
    let mut rest = &answer.bytes()[..];
    let mut found = Vec::new();
    loop {
        let line = format!("--{boundary}");
        rest = rest.strip_prefix(line.as_bytes()).expect("a boundary");
        if rest == b"--\r\n" {
            return found;
        }
        rest = rest.strip_prefix(b"\r\n").expect("a line end");
        let end = rest
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap();
        let head = std::str::from_utf8(&rest[..end]).unwrap();
        let field = |name: &str| {
            let line = head.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_else(|| panic!("no {name} in {head}"))
                .to_owned()
        };
        assert_eq!(field("content-type: "), stated);
        let (range, length) = content_range(&field("content-range: "));
        let body = &rest[end + 4..];
        let (body, after) = body.split_at(range.end() - range.start() + 1);
        found.push((range, length, body.to_vec()));
        rest = after.strip_prefix(b"\r\n").expect("a line end");
    }
}

/// `bytes first-last/length`.
fn content_range(field: &str) -> (RangeInclusive<usize>, usize) {
    let (range, length) = field
        .strip_prefix("bytes ")
        .unwrap()
        .split_once('/')
        .unwrap();
    let (first, last) = range.split_once('-').unwrap();
    (
        first.parse().unwrap()..=last.parse().unwrap(),
        length.parse().unwrap(),
    )
}
