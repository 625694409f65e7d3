use http::{HeaderMap, HeaderValue, header::RANGE};

use super::{ByteRanges, Selected, unsatisfied, written};

fn shown(selected: &Selected) -> String {
    match selected {
        Selected::Whole => "whole".to_owned(),
        Selected::Unsatisfiable => "none".to_owned(),
        Selected::Parts(parts) => {
            let parts = parts
                .iter()
                .map(|part| format!("{}-{}", part.start, part.end - 1));
            parts.collect::<Vec<_>>().join(" ")
        }
    }
}

fn selected(value: &[u8], length: u64) -> Selected {
    let ranges = ByteRanges::parse(value);
    ranges.map_or(Selected::Whole, |ranges| ranges.select(length))
}

#[test]
fn ranges_come_to_what_the_table_says() {
    let rows = include_str!("cases.txt").lines();
    let rows: Vec<_> = rows.filter(|row| !row.starts_with('#')).collect();
    for row in &rows {
        let mut columns = row.split(" | ");
        let (length, value) = (columns.next().unwrap(), columns.next().unwrap());
        let found = selected(value.as_bytes(), length.parse().unwrap());
        assert_eq!(shown(&found), columns.next().unwrap(), "{row}");
    }
    assert!(rows.len() >= 60, "{} rows", rows.len());
}

#[test]
fn one_field_counts_and_several_do_not() {
    let mut headers = HeaderMap::new();
    assert_eq!(ByteRanges::from_headers(&headers), None);
    headers.append(RANGE, HeaderValue::from_static("bytes=0-1"));
    assert!(ByteRanges::from_headers(&headers).is_some());
    headers.append(RANGE, HeaderValue::from_static("bytes=0-1"));
    assert_eq!(ByteRanges::from_headers(&headers), None);
}

#[test]
fn content_ranges_are_written() {
    assert_eq!(written(&(0..1), 1), "bytes 0-0/1");
    assert_eq!(written(&(500..1000), 10_000), "bytes 500-999/10000");
    assert_eq!(unsatisfied(47), "bytes */47");
    assert_eq!(unsatisfied(u64::MAX), "bytes */18446744073709551615");
}

/// The same values in every run (splitmix64).
struct Source(u64);

impl Source {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}

/// Which bytes a list of specs names, byte by byte as the grammar reads.
fn named(specs: &[(Option<u64>, Option<u64>)], length: u64) -> Vec<bool> {
    let names = |position: u64| {
        specs.iter().any(|spec| match *spec {
            (Some(first), Some(last)) => first <= position && position <= last,
            (Some(first), None) => first <= position,
            (None, Some(suffix)) => position + suffix >= length,
            (None, None) => false,
        })
    };
    (0..length).map(names).collect()
}

#[test]
fn any_ranges_select_exactly_the_bytes_they_name_and_none_twice() {
    let mut source = Source(14);
    for _ in 0..50_000 {
        let length = source.below(40);
        let count = 1 + source.below(16);
        let mut specs = Vec::new();
        for _ in 0..count {
            let (first, more) = (source.below(44), source.below(12));
            specs.push(match source.below(4) {
                0 => (None, Some(source.below(44))),
                1 => (Some(first), None),
                _ => (Some(first), Some(first + more)),
            });
        }
        let texts = specs.iter().map(|(first, last)| {
            let text = |number: &Option<u64>| number.map_or(String::new(), |n| n.to_string());
            format!("{}-{}", text(first), text(last))
        });
        let value = format!("bytes={}", texts.collect::<Vec<_>>().join(","));
        let mut seen = vec![false; usize::try_from(length).unwrap()];
        match selected(value.as_bytes(), length) {
            Selected::Parts(parts) => {
                for part in &parts {
                    assert!(
                        part.start < part.end && part.end <= length,
                        "{value} of {length}"
                    );
                    for position in part.clone() {
                        let byte = &mut seen[usize::try_from(position).unwrap()];
                        assert!(!*byte, "{value} of {length} sends {position} twice");
                        *byte = true;
                    }
                }
                assert_eq!(seen, named(&specs, length), "{value} of {length}");
            }
            Selected::Unsatisfiable => {
                assert_eq!(seen, named(&specs, length), "{value} of {length}");
            }
            Selected::Whole => {
                let suffix = |spec: &(Option<u64>, Option<u64>)| spec.0.is_none();
                assert!(
                    length == 0 && specs.iter().any(suffix),
                    "{value} of {length}"
                );
            }
        }
    }
}

#[test]
fn a_field_of_any_length_is_read_in_one_pass() {
    for piece in ["0-0,", "0-,", "-1,", "9-8,", ",", " ", "-", "\"", "5"] {
        let value = format!("bytes={}", piece.repeat(20_000));
        // More ranges than are read, or none at all.
        assert_eq!(
            selected(value.as_bytes(), 1_000),
            Selected::Whole,
            "{piece}"
        );
    }
}
