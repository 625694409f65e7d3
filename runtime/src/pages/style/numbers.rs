//! How whole numbers of a query may be written.

use std::borrow::Cow;

/// How the numbers that a page is asked for by may be written, those of plain cursors too.
///
/// Clients of another system may have written them in its way for years; a style of that system goes
/// on taking them. Documents say `integer` either way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Numbers {
    /// In ASCII digits, with zeros or a `+` in front or not.
    #[default]
    Digits,
    /// As Python's `int` takes them, in ASCII: with white space around and single `_` between digits
    /// too.
    Python,
    /// As Pydantic takes them, in ASCII: the same, and zeros behind a point.
    Pydantic,
}

impl Numbers {
    /// A whole number, 0 or more. One beyond 64 bits lies beyond every list, as does the greatest of
    /// them.
    pub(in crate::pages) fn read(self, text: &str) -> Result<u64, String> {
        let number = self.digits(text).and_then(|digits| {
            let unsigned = digits.strip_prefix('+').unwrap_or(&digits);
            // Nothing is less than 0 but what is written so.
            let zero = || digits.strip_prefix('-').filter(|zeros| is_zero(zeros));
            let unsigned = match self {
                Numbers::Digits => unsigned,
                _ => zero().unwrap_or(unsigned),
            };
            let whole = !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit());
            // Digits alone fail for being too many.
            whole.then(|| unsigned.parse().unwrap_or(u64::MAX))
        });
        number.ok_or_else(|| "must be a whole number, 0 or more".to_owned())
    }

    /// The text without what may be written beside the digits and their sign; none where that stands
    /// in the wrong place.
    pub(in crate::pages) fn digits(self, text: &str) -> Option<Cow<'_, str>> {
        match self {
            Numbers::Digits => Some(Cow::Borrowed(text)),
            Numbers::Python => joined(text.trim()),
            Numbers::Pydantic => joined(without_fraction(text.trim())),
        }
    }
}

fn is_zero(digits: &str) -> bool {
    !digits.is_empty() && digits.bytes().all(|byte| byte == b'0')
}

/// The text without the `_` that stand between two digits; none where one stands elsewhere.
fn joined(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('_') {
        return Some(Cow::Borrowed(text));
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let placed = !unsigned.split('_').any(str::is_empty);
    placed.then(|| Cow::Owned(text.replace('_', "")))
}

/// The text without a point and the zeros behind it.
fn without_fraction(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, fraction)) if is_zero(fraction) => whole,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    /// What each way reads; `None` is refused.
    #[test]
    fn numbers_are_read_as_they_are_written() {
        let all = |number| [Some(number); 3];
        let python = |number| [None, Some(number), Some(number)];
        for (text, [digits, int, pydantic]) in [
            ("0", all(0)),
            ("002", all(2)),
            ("+2", all(2)),
            ("18446744073709551615", all(u64::MAX)),
            ("99999999999999999999999999", all(u64::MAX)),
            (" 2", python(2)),
            ("2\t", python(2)),
            ("1_0", python(10)),
            ("+1_0", python(10)),
            ("-0", python(0)),
            ("1.0", [None, None, Some(1)]),
            ("1.", [None; 3]),
            ("1_0.00", [None, None, Some(10)]),
            ("", [None; 3]),
            (" ", [None; 3]),
            ("+", [None; 3]),
            ("-", [None; 3]),
            (".0", [None; 3]),
            ("-1", [None; 3]),
            ("--0", [None; 3]),
            ("+-0", [None; 3]),
            ("1__0", [None; 3]),
            ("_1", [None; 3]),
            ("1_", [None; 3]),
            ("+_1", [None; 3]),
            ("1.5", [None; 3]),
            ("1.0.0", [None; 3]),
            ("1e1", [None; 3]),
            ("1,000", [None; 3]),
            ("0x10", [None; 3]),
            ("1 0", [None; 3]),
            ("\u{663}", [None; 3]),
            ("\u{ff12}", [None; 3]),
        ] {
            let read = |numbers: Numbers| numbers.read(text).ok();
            let found = [Numbers::Digits, Numbers::Python, Numbers::Pydantic].map(read);
            assert_eq!(found, [digits, int, pydantic], "{text:?}");
        }
    }
}
