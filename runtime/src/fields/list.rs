//! Lists and parameters of header fields (RFC 9110 §5.6).

/// The elements of a list, blanks around them removed and empty ones left out (§5.6.1.2). A
/// separator inside a quoted string separates nothing; a string that is not closed ends the list.
pub(super) fn elements(text: &[u8], separator: u8) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = end(text, separator);
        rest = text.get(end + 1..);
        Some(text[..end].trim_ascii())
    })
    .filter(|element| !element.is_empty())
}

fn end(text: &[u8], separator: u8) -> usize {
    let mut quoted = false;
    let mut escaped = false;
    let found = text.iter().position(|&byte| {
        let ends = byte == separator && !quoted;
        if byte == b'"' && !escaped {
            quoted = !quoted;
        }
        escaped = quoted && byte == b'\\' && !escaped;
        ends
    });
    found.unwrap_or(text.len())
}

/// A name and what follows `=`, blanks around both removed.
pub(super) fn parameter(element: &[u8]) -> (&[u8], Option<&[u8]>) {
    let Some(at) = element.iter().position(|&byte| byte == b'=') else {
        return (element, None);
    };
    let (name, value) = (&element[..at], &element[at + 1..]);
    (name.trim_ascii_end(), Some(value.trim_ascii_start()))
}

/// What a value says: a token as it stands, a quoted string without its quotes and backslashes
/// (§5.6.4).
pub(super) fn unquoted(value: &[u8]) -> impl Iterator<Item = u8> {
    let inner = value
        .strip_prefix(b"\"")
        .and_then(|v| v.strip_suffix(b"\""));
    let quoted = inner.is_some();
    let mut bytes = inner.unwrap_or(value).iter().copied();
    std::iter::from_fn(move || match bytes.next() {
        Some(b'\\') if quoted => bytes.next(),
        byte => byte,
    })
}

/// The characters of tokens, looked up for every byte of a name.
const TCHAR: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        let mark = matches!(
            byte,
            b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~'
        );
        table[byte as usize] = mark || byte.is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// Whether it is a token (§5.6.2).
pub(super) fn is_token(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|&byte| TCHAR[usize::from(byte)])
}

#[cfg(test)]
mod tests {
    use super::{elements, is_token, parameter, unquoted};

    #[test]
    fn lists_are_split_outside_of_quoted_strings() {
        for (text, expected) in [
            ("", vec![]),
            (" , ,\t,", vec![]),
            ("a", vec!["a"]),
            ("a, b ,c", vec!["a", "b", "c"]),
            (r#"a="1,2", b"#, vec![r#"a="1,2""#, "b"]),
            (r#"a="\",", b"#, vec![r#"a="\",""#, "b"]),
            (r#"a="\\", b"#, vec![r#"a="\\""#, "b"]),
            (r"a\, b", vec![r"a\", "b"]),
            (r#"a, b="c, d"#, vec!["a", r#"b="c, d"#]),
        ] {
            let found: Vec<_> = elements(text.as_bytes(), b',').collect();
            let expected: Vec<_> = expected.iter().map(|e| e.as_bytes()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn parameters_are_names_and_values() {
        assert_eq!(parameter(b"max-age"), (&b"max-age"[..], None));
        assert_eq!(parameter(b"a = b=c"), (&b"a"[..], Some(&b"b=c"[..])));
        assert_eq!(parameter(b"="), (&b""[..], Some(&b""[..])));
    }

    #[test]
    fn values_lose_their_quotes() {
        for (value, expected) in [
            ("a", "a"),
            (r"a\b", r"a\b"),
            (r#""a""#, "a"),
            (r#""a\"\\b""#, r#"a"\b"#),
            (r#"""#, r#"""#),
            (r#""""#, ""),
            (r#""a"#, r#""a"#),
        ] {
            let said: Vec<_> = unquoted(value.as_bytes()).collect();
            assert_eq!(said, expected.as_bytes(), "{value}");
        }
    }

    #[test]
    fn tokens() {
        assert!(!is_token(b""));
        for byte in 0..=u8::MAX {
            let marks = b"!#$%&'*+-.^_`|~";
            let expected = byte.is_ascii_alphanumeric() || marks.contains(&byte);
            assert_eq!(is_token(&[b'a', byte]), expected, "{byte}");
        }
    }
}
