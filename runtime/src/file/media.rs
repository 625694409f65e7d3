//! Media types by name.

use http::HeaderValue;

/// What the suffix of a name says; bytes where it says nothing. Text is taken for UTF-8.
pub(super) fn by_name(name: &str) -> HeaderValue {
    let Some(media) = mime_guess::from_path(name).first_raw() else {
        return HeaderValue::from_static("application/octet-stream");
    };
    match media {
        "text/plain" => HeaderValue::from_static("text/plain; charset=utf-8"),
        "text/html" => HeaderValue::from_static("text/html; charset=utf-8"),
        "text/css" => HeaderValue::from_static("text/css; charset=utf-8"),
        // RFC 9239 §6.
        "text/javascript" | "application/javascript" => {
            HeaderValue::from_static("text/javascript; charset=utf-8")
        }
        "text/csv" => HeaderValue::from_static("text/csv; charset=utf-8"),
        "text/markdown" => HeaderValue::from_static("text/markdown; charset=utf-8"),
        text if text.starts_with("text/") => {
            HeaderValue::try_from(format!("{text}; charset=utf-8"))
                .unwrap_or(HeaderValue::from_static("text/plain; charset=utf-8"))
        }
        other => HeaderValue::from_static(other),
    }
}

#[cfg(test)]
mod tests {
    use super::by_name;

    #[test]
    fn the_last_suffix_says_it() {
        for (name, media) in [
            ("a.txt", "text/plain; charset=utf-8"),
            ("a.TXT", "text/plain; charset=utf-8"),
            ("a.html", "text/html; charset=utf-8"),
            ("a.js", "text/javascript; charset=utf-8"),
            ("a.mjs", "text/javascript; charset=utf-8"),
            ("a.json", "application/json"),
            ("a.png", "image/png"),
            ("a.pdf", "application/pdf"),
            ("a.svg", "image/svg+xml"),
            ("a.wasm", "application/wasm"),
            ("a.ics", "text/calendar; charset=utf-8"),
            // The archive itself, and no encoding of what is in it.
            ("backup.tar.gz", "application/gzip"),
            ("a.txt.gz", "application/gzip"),
            ("a", "application/octet-stream"),
            ("", "application/octet-stream"),
            ("a.", "application/octet-stream"),
            (".txt", "application/octet-stream"),
            ("a.unheard-of", "application/octet-stream"),
        ] {
            assert_eq!(by_name(name), media, "{name}");
        }
    }
}
