//! Texts as values of header fields.

use http::HeaderValue;

/// A text as a field's value: visible ASCII, blanks and tabs.
///
/// `http` takes letters beyond ASCII, too, and sends them as UTF-8, which recipients read as Latin-1 or
/// not at all; new fields are to keep to ASCII (RFC 9110 §5.5).
pub(crate) fn value_of(text: &str) -> Option<HeaderValue> {
    let value = HeaderValue::try_from(text).ok()?;
    text.is_ascii().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::value_of;

    #[test]
    fn values_are_ascii_without_controls() {
        for good in ["", "a", "a\tb c", "!\"~; =,"] {
            assert_eq!(value_of(good).expect(good), good);
        }
        for bad in [
            "a\r\nb", "\r", "\n", "\0", "\u{7f}", "\u{85}", "é", "☃", "\u{560a}",
        ] {
            assert_eq!(value_of(bad), None, "{bad:?}");
        }
    }
}
