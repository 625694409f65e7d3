//! Decimals by their digits: compared as numbers, kept as text.

use std::{borrow::Cow, cmp::Ordering, fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A decimal number of any length by its digits, such as a database's `NUMERIC` as text.
///
/// The text is kept as it was given: a sign or none, at least one digit, at most one dot. What is
/// compared is the number, so `1.50` and `1.5` are equal.
///
/// ```
/// use folio::pages::Decimal;
///
/// let price: Decimal = "12.50".parse()?;
/// assert_eq!(price.as_str(), "12.50");
/// assert!(price > "9.99".parse()?);
/// assert_eq!(price, "+12.5".parse()?);
/// assert!("1e3".parse::<Decimal>().is_err());
/// # Ok::<(), folio::pages::InvalidDecimal>(())
/// ```
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, pattern = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$")]
pub struct Decimal(String);

/// A text that is no decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidDecimal;

impl fmt::Display for InvalidDecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a decimal: write a sign or none, digits and at most one dot")
    }
}

impl std::error::Error for InvalidDecimal {}

impl Decimal {
    /// The decimal of a text.
    ///
    /// # Errors
    ///
    /// When the text has anything but a sign, digits and one dot, or no digit.
    pub fn new<'a>(text: impl Into<Cow<'a, str>>) -> Result<Self, InvalidDecimal> {
        let text = text.into();
        if is_decimal(&text) {
            Ok(Decimal(text.into_owned()))
        } else {
            Err(InvalidDecimal)
        }
    }

    /// Its text, as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a text is a decimal.
pub(super) fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(fraction) && !(whole.is_empty() && fraction.is_empty())
}

impl FromStr for Decimal {
    type Err = InvalidDecimal;

    fn from_str(text: &str) -> Result<Self, InvalidDecimal> {
        Decimal::new(text)
    }
}

impl TryFrom<String> for Decimal {
    type Error = InvalidDecimal;

    fn try_from(text: String) -> Result<Self, InvalidDecimal> {
        Decimal::new(text)
    }
}

impl From<Decimal> for String {
    fn from(decimal: Decimal) -> Self {
        decimal.0
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        compare(&self.0, &other.0)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

/// The order of two decimals such as `-12.50`; their zeros in front and at the end count for nothing.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (Parts::of(a), Parts::of(b));
    match (a.negative, b.negative) {
        (false, true) => Ordering::Greater,
        (true, false) => Ordering::Less,
        (false, false) => a.size(&b),
        (true, true) => b.size(&a),
    }
}

/// A decimal taken apart.
struct Parts<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let (whole, fraction) = (
            whole.trim_start_matches('0'),
            fraction.trim_end_matches('0'),
        );
        Parts {
            negative: negative && !(whole.is_empty() && fraction.is_empty()),
            whole,
            fraction,
        }
    }

    /// The order of two by their distance from zero.
    fn size(&self, other: &Parts<'_>) -> Ordering {
        let longer = self.whole.len().cmp(&other.whole.len());
        longer
            .then_with(|| self.whole.cmp(other.whole))
            .then_with(|| self.fraction.cmp(other.fraction))
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{Decimal, compare};

    #[test]
    fn digits_are_compared_as_numbers() {
        let ascending = [
            "-100", "-99.5", "-0.01", "0", "0.009", "0.01", "9", "10", "10.01", "10.1",
        ];
        for (index, a) in ascending.iter().enumerate() {
            for (other, b) in ascending.iter().enumerate() {
                assert_eq!(compare(a, b), index.cmp(&other), "{a} {b}");
            }
        }
        for (a, b) in [("-0", "0.00"), ("007.10", "7.1"), ("+5", "5.")] {
            assert_eq!(compare(a, b), Ordering::Equal, "{a} {b}");
        }
    }

    #[test]
    fn a_decimal_is_a_sign_digits_and_a_dot() {
        for text in ["0", "-12.50", "+007", ".5", "5.", "-.0", &"9".repeat(1_000)] {
            assert_eq!(Decimal::new(text).expect(text).as_str(), text);
        }
        for text in [
            "", "-", ".", "+.", "1.2.3", "--1", "1-", " 1", "1e3", "NaN", "0x1", "1,5", "٣",
        ] {
            assert!(Decimal::new(text).is_err(), "{text}");
            let json = serde_json::to_string(text).expect("a text");
            assert!(serde_json::from_str::<Decimal>(&json).is_err(), "{text}");
        }
    }
}
