//! Weights: how much a client likes something (RFC 9110 §12.4.2).

/// A quality of 1, in thousandths.
pub(super) const WHOLE: u16 = 1000;

/// `qvalue` (RFC 9110 §12.4.2), and what clients write instead of it: `.5`, more than three digits.
/// A quality above 0 stays above 0.
pub(super) fn thousandths(value: &[u8]) -> Option<u16> {
    let (whole, fraction) = match value.iter().position(|&byte| byte == b'.') {
        Some(dot) => (&value[..dot], &value[dot + 1..]),
        None => (value, &b""[..]),
    };
    let digits = fraction.iter().all(u8::is_ascii_digit);
    let zero = fraction.iter().all(|&digit| digit == b'0');
    match whole {
        b"1" if zero => Some(WHOLE),
        b"0" if digits && zero => Some(0),
        b"" if digits && zero && !fraction.is_empty() => Some(0),
        b"0" | b"" if digits && !zero => {
            let padded = fraction.iter().chain(b"000").take(3);
            let read = padded.fold(0, |read, digit| read * 10 + u16::from(digit - b'0'));
            Some(read.max(1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::thousandths;

    #[test]
    fn qualities_are_read() {
        for (text, expected) in [
            ("1", 1000),
            ("1.", 1000),
            ("1.000", 1000),
            ("0", 0),
            ("0.", 0),
            ("0.000", 0),
            ("0.5", 500),
            ("0.05", 50),
            ("0.123", 123),
            ("0.999", 999),
            // Not by the grammar, but plain.
            ("0.1239", 123),
            ("0.0001", 1),
            (".5", 500),
            (".0", 0),
            ("1.0000", 1000),
        ] {
            assert_eq!(thousandths(text.as_bytes()), Some(expected), "{text}");
        }
        for text in [
            "", ".", "x", "-1", "+1", "1.5", "1.001", "2", "01", "00", "0.5x", "0,5", "1e0",
            "\"1\"", "0.5.5", " 1",
        ] {
            assert_eq!(thousandths(text.as_bytes()), None, "{text}");
        }
    }
}
