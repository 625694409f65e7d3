//! Media types and the formats behind them.

/// How values are written under a media type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON, by serde.
    Json,
    /// MessagePack with named fields, by serde; needs the feature `messagepack`.
    MessagePack,
    /// Text as it is.
    Text,
    /// Bytes or text as they are.
    Bytes,
}

impl Format {
    /// Whether it holds text and bytes only.
    pub(crate) const fn is_raw(self) -> bool {
        matches!(self, Format::Text | Format::Bytes)
    }
}

/// A media type and the format of what is sent under it.
///
/// Attributes take the names without quotes (`media_type = Html`) or any literal
/// (`media_type = "application/hal+json"`), whose suffix decides the format (RFC 6839).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Media {
    pub(crate) name: &'static str,
    pub(crate) format: Format,
}

impl Media {
    /// `application/json`.
    pub const JSON: Media = Media::new("application/json", Format::Json);
    /// `application/vnd.msgpack`.
    #[cfg(feature = "messagepack")]
    #[cfg_attr(docsrs, doc(cfg(feature = "messagepack")))]
    pub const MESSAGE_PACK: Media = Media::new("application/vnd.msgpack", Format::MessagePack);
    /// `text/plain; charset=utf-8`.
    pub const TEXT: Media = Media::new("text/plain; charset=utf-8", Format::Text);
    /// `text/html; charset=utf-8`.
    pub const HTML: Media = Media::new("text/html; charset=utf-8", Format::Text);
    /// `application/octet-stream`.
    pub const BYTES: Media = Media::new("application/octet-stream", Format::Bytes);
    /// `application/problem+json` (RFC 9457).
    pub const PROBLEM: Media = Media::new("application/problem+json", Format::Json);

    /// A media type under its IANA name, with parameters if it has some.
    #[must_use]
    pub const fn new(name: &'static str, format: Format) -> Self {
        Media { name, format }
    }

    /// A media type of JSON.
    pub(crate) const fn json(name: &'static str) -> Self {
        Media::new(name, Format::Json)
    }

    /// The name with its parameters, as it stands in `content-type`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The format of what is sent.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// The name without parameters.
    #[must_use]
    pub fn essence(&self) -> &'static str {
        essence(self.name)
    }
}

/// A media type without its parameters.
pub(crate) fn essence(name: &str) -> &str {
    name.split(';').next().unwrap_or_default().trim()
}

/// Whether a request's `content-type` says JSON: `application/json`, or a `+json` suffix.
pub(crate) fn is_json(content_type: &str) -> bool {
    named_or_suffixed(content_type, &["json"], "+json")
}

/// Whether a request's `content-type` says MessagePack.
pub(crate) fn is_messagepack(content_type: &str) -> bool {
    named_or_suffixed(
        content_type,
        &["vnd.msgpack", "msgpack", "x-msgpack"],
        "+msgpack",
    )
}

fn named_or_suffixed(content_type: &str, names: &[&str], suffix: &str) -> bool {
    let Some((top, subtype)) = essence(content_type).split_once('/') else {
        return false;
    };
    let ends = subtype.len() > suffix.len()
        && subtype.is_char_boundary(subtype.len() - suffix.len())
        && subtype[subtype.len() - suffix.len()..].eq_ignore_ascii_case(suffix);
    let known = names.iter().any(|name| subtype.eq_ignore_ascii_case(name));
    ends || top.eq_ignore_ascii_case("application") && known
}

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn json_by_name_or_suffix() {
        for yes in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/merge-patch+json",
            "image/x+JSON",
        ] {
            assert!(is_json(yes), "{yes}");
        }
        for no in [
            "text/json",
            "text/plain",
            "application/jsonp",
            "application/+json",
            "json",
            "",
            "a/é+jso",
        ] {
            assert!(!is_json(no), "{no}");
        }
    }
}
