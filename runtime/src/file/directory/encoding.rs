//! `Accept-Encoding` (RFC 9110 §12.5.3): which of the encodings that files may lie in a client takes.

use http::{HeaderMap, header::ACCEPT_ENCODING};

use crate::fields::coding_weight;

/// An encoding that files may lie in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Encoding {
    /// Its name.
    pub(super) name: &'static str,
    /// The suffix of files in it.
    pub(super) suffix: &'static str,
}

/// All of them, those that are smallest as a rule first.
const ALL: [Encoding; 3] = [
    Encoding {
        name: "br",
        suffix: ".br",
    },
    Encoding {
        name: "zstd",
        suffix: ".zst",
    },
    Encoding {
        name: "gzip",
        suffix: ".gz",
    },
];

/// The encodings that a client takes and likes no less than none at all, the best first.
pub(super) fn accepted(headers: &HeaderMap) -> Vec<Encoding> {
    if !headers.contains_key(ACCEPT_ENCODING) {
        return Vec::new();
    }
    // `identity` is taken unless it is refused; named, it has a weight of its own.
    let identity = coding_weight(headers, "identity").unwrap_or(1);
    let mut found: Vec<(u16, Encoding)> = ALL
        .iter()
        .filter_map(|encoding| Some((coding_weight(headers, encoding.name)?, *encoding)))
        .filter(|(weight, _)| *weight > 0 && *weight >= identity)
        .collect();
    found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    found.into_iter().map(|(_, encoding)| encoding).collect()
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::ACCEPT_ENCODING};

    use super::accepted;

    #[test]
    fn what_a_client_takes_the_best_first() {
        for (field, names) in [
            (Some("gzip"), vec!["gzip"]),
            (Some("x-gzip"), vec!["gzip"]),
            (Some("gzip, deflate, br, zstd"), vec!["br", "zstd", "gzip"]),
            (Some("GZIP;Q=1"), vec!["gzip"]),
            (Some("gzip;q=1, br;q=0.5"), vec!["gzip", "br"]),
            (Some("br;q=0, gzip"), vec!["gzip"]),
            (Some("*"), vec!["br", "zstd", "gzip"]),
            (Some("*;q=0.5, br;q=0"), vec!["zstd", "gzip"]),
            (Some("*;q=0"), vec![]),
            (Some("identity"), vec![]),
            (Some("identity;q=1, gzip;q=0.5"), vec![]),
            (Some("identity;q=0.5, gzip;q=0.5"), vec!["gzip"]),
            (Some("identity;q=0, gzip;q=0.1"), vec!["gzip"]),
            (Some("deflate"), vec![]),
            (Some(""), vec![]),
            (Some("gzip;q=0.0001"), vec!["gzip"]),
            (None, vec![]),
        ] {
            let lines = field.map(|field| (ACCEPT_ENCODING, HeaderValue::from_static(field)));
            let headers: HeaderMap = lines.into_iter().collect();
            let found: Vec<_> = accepted(&headers).iter().map(|found| found.name).collect();
            assert_eq!(found, names, "{field:?}");
        }
    }
}
