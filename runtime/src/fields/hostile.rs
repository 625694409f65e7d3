//! Whatever bytes come, nothing panics, and what was read holds together.

use http::{
    HeaderMap, Method,
    header::{
        ACCEPT, CACHE_CONTROL, HeaderValue, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE,
    },
};

use super::{Accept, CacheControl, ETag, ETags, Outcome, Validators};

/// Pieces that the fields are made of, with much that is out of place.
const PIECES: [&[u8]; 32] = [
    b"\"",
    b"\\",
    b",",
    b";",
    b"=",
    b" ",
    b"\t",
    b"*",
    b"/",
    b"W/",
    b"w/",
    b"q",
    b"Q=0",
    b";q=0.5",
    b".",
    b"0",
    b"1",
    b"9999999999",
    b"a",
    b"text",
    b"*/*",
    b"text/html",
    b"max-age",
    b"no-store",
    b"private=",
    b"\xff",
    b"\xc3\xa9",
    b"GMT",
    b"Fri, 15 May 2015 12:00:00 GMT",
    b"v1",
    b"-",
    b"!",
];

/// The same values in every run (splitmix64).
struct Source(u64);

impl Source {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn value(&mut self) -> HeaderValue {
        let length = self.next() % 12;
        let pieces = (0..length).map(|_| PIECES[(self.next() >> 32) as usize % PIECES.len()]);
        let bytes = pieces.collect::<Vec<_>>().concat();
        HeaderValue::from_bytes(&bytes).expect("no control characters")
    }
}

#[test]
fn what_is_read_of_odd_values_holds_together() {
    let mut source = Source(7);
    let tag = ETag::strong("v1").expect("a tag");
    let current = Validators {
        etag: Some(tag.clone()),
        last_modified: Some(std::time::SystemTime::UNIX_EPOCH),
    };
    for _ in 0..20_000 {
        let value = source.value();
        let mut headers = HeaderMap::new();
        for name in [ACCEPT, CACHE_CONTROL, IF_MATCH, IF_MODIFIED_SINCE, IF_RANGE] {
            headers.append(name.clone(), value.clone());
            if source.next().is_multiple_of(4) {
                headers.append(name, source.value());
            }
        }
        headers.insert(IF_NONE_MATCH, source.value());

        let control = CacheControl::from_headers(&headers);
        assert_eq!(
            CacheControl::parse(control.to_string()),
            control,
            "{value:?}"
        );

        if let Ok(read) = value.to_str().unwrap_or_default().parse::<ETag>() {
            assert_eq!(read.to_string().as_bytes(), value.as_bytes());
            let made = if read.is_weak() {
                ETag::weak
            } else {
                ETag::strong
            };
            assert_eq!(made(read.tag()), Ok(read), "{value:?}");
        }
        let tags = ETags::from_headers(&headers, &IF_MATCH).expect("a line");
        assert!(
            tags.weak_match(&tag) || !tags.strong_match(&tag),
            "{value:?}"
        );

        let accept = Accept::from_headers(&headers);
        let offers = ["text/html", "a/a", "text/*"];
        let best = accept.best_match(&offers);
        assert_eq!(
            best.is_some(),
            offers.iter().any(|offer| accept.accepts(offer)),
            "{value:?}"
        );
        let (place, name) = accept.best_fill(&offers).unwrap_or((0, "a/a".into()));
        assert!(place < offers.len() && !name.contains('*'), "{value:?}");

        for method in [Method::GET, Method::PUT, Method::OPTIONS] {
            let with = Outcome::evaluate(&method, &headers, Some(&current));
            let without = Outcome::evaluate(&method, &headers, None);
            let reads = method == Method::GET;
            assert!(reads || with != Outcome::NotModified, "{headers:?}");
            assert!(without != Outcome::NotModified, "{headers:?}");
        }
        assert!(
            !current.if_range(&headers) || value.as_bytes().trim_ascii() == b"\"v1\"",
            "{headers:?}"
        );
    }
}
