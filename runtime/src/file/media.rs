//! Media types by name.

use http::HeaderValue;

/// What the suffix of a name says; bytes where it says nothing. Text is taken for UTF-8.
pub(super) fn by_name(name: &str) -> HeaderValue {
    frequent(name).unwrap_or_else(|| looked_up(name))
}

/// What is asked for most, which the whole table takes ten times as long to find.
fn frequent(name: &str) -> Option<HeaderValue> {
    let (stem, suffix) = name.rsplit_once('.')?;
    let media = match suffix {
        "txt" => "text/plain; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "svg" => "image/svg+xml",
        "pdf" => "application/pdf",
        _ => return None,
    };
    // A name that is nothing but a suffix has none.
    (!stem.is_empty() && !stem.ends_with('/')).then(|| HeaderValue::from_static(media))
}

fn looked_up(name: &str) -> HeaderValue {
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
    use super::{by_name, frequent, looked_up};

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

    #[test]
    fn what_is_frequent_stands_in_the_table_too() {
        for suffix in [
            "txt", "html", "css", "js", "json", "png", "jpg", "svg", "pdf",
        ] {
            let name = format!("a.{suffix}");
            assert_eq!(frequent(&name), Some(looked_up(&name)), "{suffix}");
        }
    }
}
