//! What a template's name says: the media type, and how values are escaped.

/// How values are written, so that none of them is taken for what the template itself says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escape {
    /// As text of HTML and XML; also where the name says nothing, to be safe.
    Html,
    /// As JSON, which JavaScript and YAML read as well.
    Json,
    /// As they are: the format has no marks of its own.
    Nothing,
}

use Escape::{Html, Json, Nothing};

/// Suffixes with their media types (as IANA registers them).
const KNOWN: [(&str, &str, Escape); 21] = [
    ("html", "text/html; charset=utf-8", Html),
    ("htm", "text/html; charset=utf-8", Html),
    ("xhtml", "application/xhtml+xml", Html),
    ("xml", "application/xml", Html),
    ("svg", "image/svg+xml", Html),
    ("atom", "application/atom+xml", Html),
    ("rss", "application/rss+xml", Html),
    ("json", "application/json", Json),
    ("jsonld", "application/ld+json", Json),
    ("geojson", "application/geo+json", Json),
    ("webmanifest", "application/manifest+json", Json),
    ("js", "text/javascript; charset=utf-8", Json),
    ("mjs", "text/javascript; charset=utf-8", Json),
    ("yaml", "application/yaml", Json),
    ("yml", "application/yaml", Json),
    ("txt", "text/plain; charset=utf-8", Nothing),
    ("text", "text/plain; charset=utf-8", Nothing),
    ("css", "text/css; charset=utf-8", Nothing),
    ("csv", "text/csv; charset=utf-8", Nothing),
    ("ics", "text/calendar; charset=utf-8", Nothing),
    ("md", "text/markdown; charset=utf-8", Nothing),
];

/// The first suffix that is known decides, so `info.json.jinja` is JSON.
fn known(name: &str) -> Option<&'static (&'static str, &'static str, Escape)> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let mut suffixes = file.split('.').skip(1);
    suffixes.find_map(|suffix| {
        KNOWN
            .iter()
            .find(|(known, ..)| known.eq_ignore_ascii_case(suffix))
    })
}

/// The media type of what a template renders; plain text where its name doesn't say.
pub(crate) fn media(name: &str) -> &'static str {
    known(name).map_or("text/plain; charset=utf-8", |(_, media, _)| media)
}

/// How a template's values are escaped.
#[cfg(feature = "templates")]
pub(crate) fn escape(name: &str) -> Escape {
    known(name).map_or(Html, |(.., escape)| *escape)
}

#[cfg(all(test, feature = "templates"))]
mod tests {
    use super::{Escape, escape, media};

    #[test]
    fn the_first_known_suffix_decides() {
        let cases = [
            ("info.html", "text/html; charset=utf-8", Escape::Html),
            ("a.b/info.HTM.j2", "text/html; charset=utf-8", Escape::Html),
            ("info.json.jinja", "application/json", Escape::Json),
            (
                "report.2024.csv",
                "text/csv; charset=utf-8",
                Escape::Nothing,
            ),
            (
                "mail.txt.html",
                "text/plain; charset=utf-8",
                Escape::Nothing,
            ),
            ("pages.txt/info", "text/plain; charset=utf-8", Escape::Html),
            ("info.weird", "text/plain; charset=utf-8", Escape::Html),
            ("", "text/plain; charset=utf-8", Escape::Html),
        ];
        for (name, expected, escaped) in cases {
            assert_eq!((media(name), escape(name)), (expected, escaped), "{name}");
        }
    }
}
