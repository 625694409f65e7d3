//! Plain cursors: the one key of an order as its own text, which anybody can read and write, or several
//! keys as a JSON array.
//!
//! Whole numbers are digits, floats and decimals as usual, bytes in hexadecimal digits, UUIDs with
//! hyphens, times as in RFC 3339. Null is `null`; the empty text is no cursor.

use std::fmt::Write;

use serde_json::Value;

use super::{
    super::{
        civil::{self, Clock, Day},
        decimal::is_decimal,
        key::{KeyKind, KeyValue},
    },
    InvalidCursor, KeyShape,
    token::MAX_LEN,
};

const NULL: &str = "null";

/// Whether every value of a shape but the empty text has a plain cursor: a text can't be told from null.
pub(crate) const fn suits(shape: KeyShape) -> bool {
    !(shape.nullable && matches!(shape.kind, KeyKind::Text))
}

/// The plain cursor of a key: a JSON number for numbers that JSON has, a text for everything else.
///
/// Nothing for a text or bytes that are empty or longer than 4,096 characters: there is no such cursor.
pub(crate) fn write(key: &KeyValue<'_>) -> Option<Value> {
    let text = match key {
        KeyValue::Null => NULL.to_owned(),
        KeyValue::Bool(value) => value.to_string(),
        KeyValue::Int(value) => return Some((*value).into()),
        KeyValue::Uint(value) => return Some((*value).into()),
        KeyValue::Float(value) if value.is_finite() => return Some((*value).into()),
        KeyValue::Float(value) => value.to_string(),
        KeyValue::Decimal(text) | KeyValue::Text(text) => text.clone().into_owned(),
        KeyValue::Bytes(bytes) => hex(bytes),
        KeyValue::Uuid(bytes) => hyphened(bytes),
        KeyValue::Date(days) => Day::of((*days).into()).to_string(),
        KeyValue::Time(nanos) => Clock::of(*nanos)?.to_string(),
        KeyValue::DateTime(nanos) => civil::write(*nanos),
        KeyValue::Timestamp(nanos) => format!("{}Z", civil::write(*nanos)),
    };
    (1..=MAX_LEN).contains(&text.len()).then_some(text.into())
}

/// The key of a plain cursor; `None` for the empty text.
///
/// Whole numbers may have a sign, zeros in front and spaces around; beyond 64 bits they are the greatest
/// or smallest there is.
///
/// # Errors
///
/// [`InvalidCursor::Unknown`] for a text that is no value of this shape.
pub(crate) fn read(
    text: &str,
    shape: KeyShape,
) -> Result<Option<KeyValue<'static>>, InvalidCursor> {
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() > MAX_LEN {
        return Err(InvalidCursor::Unknown);
    }
    if shape.nullable && suits(shape) && text == NULL {
        return Ok(Some(KeyValue::Null));
    }
    let key = value(text, shape.kind).ok_or(InvalidCursor::Unknown)?;
    Ok(Some(key))
}

/// The plain cursor of a key among several, which stands in a JSON array: that tells an empty text from
/// no text.
pub(crate) fn write_member(key: &KeyValue<'_>) -> Option<Value> {
    match key {
        KeyValue::Null => Some(Value::Null),
        KeyValue::Text(text) if text.len() <= MAX_LEN => Some(text.clone().into_owned().into()),
        KeyValue::Bytes(bytes) if bytes.is_empty() => Some("".into()),
        key => write(key),
    }
}

/// The key of a member of such an array.
///
/// # Errors
///
/// [`InvalidCursor::Unknown`] for a member that is no value of this shape.
pub(crate) fn read_member(
    member: &Value,
    shape: KeyShape,
) -> Result<KeyValue<'static>, InvalidCursor> {
    match (member, shape.kind) {
        (Value::Null, _) if shape.nullable => Ok(KeyValue::Null),
        (Value::String(text), KeyKind::Text) if text.is_empty() => {
            Ok(KeyValue::Text(String::new().into()))
        }
        (Value::String(text), KeyKind::Bytes) if text.is_empty() => {
            Ok(KeyValue::Bytes(Vec::new().into()))
        }
        (Value::String(text), _) => read(text, shape)?.ok_or(InvalidCursor::Unknown),
        (member, _) => read(&member.to_string(), shape)?.ok_or(InvalidCursor::Unknown),
    }
}

fn value(text: &str, kind: KeyKind) -> Option<KeyValue<'static>> {
    Some(match kind {
        KeyKind::Bool => KeyValue::Bool(text.parse().ok()?),
        KeyKind::Int => {
            let (negative, size) = integer(text)?;
            let ends = if negative { i64::MIN } else { i64::MAX };
            let number = i128::from(size);
            let number = if negative { -number } else { number };
            KeyValue::Int(number.try_into().unwrap_or(ends))
        }
        KeyKind::Uint => match integer(text)? {
            (true, 1..) => return None,
            (_, size) => KeyValue::Uint(size),
        },
        KeyKind::Float => {
            let float: f64 = text.parse().ok()?;
            KeyValue::Float(if float.is_nan() { f64::NAN } else { float })
        }
        KeyKind::Decimal => is_decimal(text).then(|| KeyValue::Decimal(text.to_owned().into()))?,
        KeyKind::Text => KeyValue::Text(text.to_owned().into()),
        KeyKind::Bytes => KeyValue::Bytes(bytes(text)?.into()),
        KeyKind::Uuid => {
            let bytes = bytes(&text.replace('-', ""))?.try_into().ok()?;
            let spelled = hyphened(&bytes).eq_ignore_ascii_case(text);
            spelled.then_some(KeyValue::Uuid(bytes))?
        }
        KeyKind::Date => KeyValue::Date(Day::read(text)?.days().try_into().ok()?),
        KeyKind::Time => KeyValue::Time(Clock::read(text)?.nanos()),
        KeyKind::DateTime => KeyValue::DateTime(civil::read(text)?),
        KeyKind::Timestamp => KeyValue::Timestamp(civil::read_moment(text)?),
    })
}

/// The sign of a whole number and its size, at most that of a `u64`.
fn integer(text: &str) -> Option<(bool, u64)> {
    let text = text.trim_matches(' ');
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // Digits alone fail for being too many.
    Some((text.starts_with('-'), digits.parse().unwrap_or(u64::MAX)))
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // A `String` takes everything.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let byte = |[high, low]: &[u8; 2]| u8::try_from(digit(*high)? << 4 | digit(*low)?).ok();
    rest.is_empty().then(|| pairs.iter().map(byte).collect())?
}

fn hyphened(uuid: &[u8; 16]) -> String {
    let text = hex(uuid);
    let parts = [
        &text[..8],
        &text[8..12],
        &text[12..16],
        &text[16..20],
        &text[20..],
    ];
    parts.join("-")
}

#[cfg(test)]
mod tests;
