//! What stands in a cursor, as bytes: every content has one spelling, and every other one is refused.
//!
//! A version, flags, then as the flags say: when it ends (milliseconds since 1970) and digests of what it
//! is bound to; then the keys. A key is a byte that says its kind, and its value: whole numbers in
//! LEB128 (signed ones in zigzag), floats in eight bytes, texts behind their length.

use std::borrow::Cow;

use super::{
    super::{
        decimal::is_decimal,
        key::{KeyKind, KeyValue},
    },
    Binding, Digest, Direction,
};

const VERSION: u8 = 1;

const BACKWARD: u8 = 1;
const EXPIRES: u8 = 1 << 1;
/// The flag of the first digest; each of the others has the next.
const BOUND: u8 = 1 << 2;
const KNOWN: u8 = 0b11_1111;

const NULL: u8 = 0;

/// What stands in a cursor.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Payload<'a> {
    pub(super) direction: Direction,
    pub(super) expires: Option<u128>,
    pub(super) binding: Binding,
    pub(super) keys: Cow<'a, [KeyValue<'a>]>,
}

impl Payload<'_> {
    /// Adds it to bytes.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let digests = digests(&self.binding);
        let mut flags = match self.direction {
            Direction::Forward => 0,
            Direction::Backward => BACKWARD,
        };
        if self.expires.is_some() {
            flags |= EXPIRES;
        }
        for (index, digest) in digests.iter().enumerate() {
            if *digest != Digest::default() {
                flags |= BOUND << index;
            }
        }
        out.extend([VERSION, flags]);
        if let Some(expires) = self.expires {
            write_number(out, expires);
        }
        for digest in digests
            .iter()
            .filter(|digest| **digest != Digest::default())
        {
            out.extend(digest.bytes());
        }
        for key in self.keys.iter() {
            write_key(out, key);
        }
    }
}

impl Payload<'static> {
    /// Reads bytes to their end; nothing for bytes that [`write`](Payload::write) never writes.
    pub(super) fn read(mut bytes: &[u8]) -> Option<Self> {
        let rest = &mut bytes;
        let [version, flags] = take(rest)?;
        if version != VERSION || flags & !KNOWN != 0 {
            return None;
        }
        let expires = if flags & EXPIRES == 0 {
            None
        } else {
            Some(read_number(rest)?)
        };
        let mut digest = |index: u8| {
            if flags & (BOUND << index) == 0 {
                return Some(Digest::default());
            }
            let digest = Digest::of_bytes(take(rest)?);
            (digest != Digest::default()).then_some(digest)
        };
        let binding = Binding {
            route: digest(0)?,
            order: digest(1)?,
            filters: digest(2)?,
            subject: digest(3)?,
        };
        let mut keys = Vec::new();
        while !rest.is_empty() {
            keys.push(read_key(rest)?);
        }
        Some(Payload {
            direction: if flags & BACKWARD == 0 {
                Direction::Forward
            } else {
                Direction::Backward
            },
            expires,
            binding,
            keys: Cow::Owned(keys),
        })
    }
}

fn digests(binding: &Binding) -> [Digest; 4] {
    let Binding {
        route,
        order,
        filters,
        subject,
    } = *binding;
    [route, order, filters, subject]
}

/// The byte of a kind, the same from release to release.
pub(super) fn code(kind: KeyKind) -> u8 {
    match kind {
        KeyKind::Bool => 1,
        KeyKind::Int => 2,
        KeyKind::Uint => 3,
        KeyKind::Float => 4,
        KeyKind::Decimal => 5,
        KeyKind::Text => 6,
        KeyKind::Bytes => 7,
        KeyKind::Uuid => 8,
        KeyKind::Date => 9,
        KeyKind::Time => 10,
        KeyKind::DateTime => 11,
        KeyKind::Timestamp => 12,
    }
}

fn write_key(out: &mut Vec<u8>, key: &KeyValue<'_>) {
    out.push(key.kind().map_or(NULL, code));
    match key {
        KeyValue::Null => {}
        KeyValue::Bool(value) => out.push(u8::from(*value)),
        KeyValue::Int(value) | KeyValue::Time(value) => write_signed(out, (*value).into()),
        KeyValue::Uint(value) => write_number(out, (*value).into()),
        KeyValue::Float(value) => {
            let one = if value.is_nan() { f64::NAN } else { *value };
            out.extend(one.to_bits().to_be_bytes());
        }
        KeyValue::Decimal(text) | KeyValue::Text(text) => write_bytes(out, text.as_bytes()),
        KeyValue::Bytes(bytes) => write_bytes(out, bytes),
        KeyValue::Uuid(uuid) => out.extend(uuid),
        KeyValue::Date(days) => write_signed(out, (*days).into()),
        KeyValue::DateTime(nanos) | KeyValue::Timestamp(nanos) => write_signed(out, *nanos),
    }
}

fn read_key(rest: &mut &[u8]) -> Option<KeyValue<'static>> {
    let [kind] = take(rest)?;
    Some(match kind {
        NULL => KeyValue::Null,
        1 => match take(rest)? {
            [0] => KeyValue::Bool(false),
            [1] => KeyValue::Bool(true),
            _ => return None,
        },
        2 => KeyValue::Int(read_signed(rest)?.try_into().ok()?),
        3 => KeyValue::Uint(read_number(rest)?.try_into().ok()?),
        4 => {
            let float = f64::from_bits(u64::from_be_bytes(take(rest)?));
            let spelled = !float.is_nan() || float.to_bits() == f64::NAN.to_bits();
            spelled.then_some(KeyValue::Float(float))?
        }
        5 => {
            let text = read_text(rest)?;
            is_decimal(&text).then_some(KeyValue::Decimal(text.into()))?
        }
        6 => KeyValue::Text(read_text(rest)?.into()),
        7 => KeyValue::Bytes(read_bytes(rest)?.to_vec().into()),
        8 => KeyValue::Uuid(take(rest)?),
        9 => KeyValue::Date(read_signed(rest)?.try_into().ok()?),
        10 => KeyValue::Time(read_signed(rest)?.try_into().ok()?),
        11 => KeyValue::DateTime(read_signed(rest)?),
        12 => KeyValue::Timestamp(read_signed(rest)?),
        _ => return None,
    })
}

/// LEB128: seven bits a byte, the lowest first.
fn write_number(out: &mut Vec<u8>, mut number: u128) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            return out.push(low & 0x7f);
        }
        out.push(low | 0x80);
    }
}

fn read_number(rest: &mut &[u8]) -> Option<u128> {
    let mut number = 0_u128;
    let mut shift = 0;
    loop {
        let [byte] = take(rest)?;
        let bits = u128::from(byte & 0x7f);
        let shifted = bits.checked_shl(shift)?;
        if shifted >> shift != bits {
            return None;
        }
        number |= shifted;
        if byte & 0x80 == 0 {
            // A last byte of nothing would be a second spelling.
            return (byte != 0 || shift == 0).then_some(number);
        }
        shift += 7;
    }
}

/// Zigzag: 0, −1, 1, −2 … as 0, 1, 2, 3 …
fn write_signed(out: &mut Vec<u8>, number: i128) {
    write_number(out, ((number << 1) ^ (number >> 127)).cast_unsigned());
}

fn read_signed(rest: &mut &[u8]) -> Option<i128> {
    let number = read_number(rest)?;
    Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
}

fn write_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    write_number(out, bytes.len() as u128);
    out.extend(bytes);
}

fn read_bytes<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let len = read_number(rest)?.try_into().ok()?;
    let (bytes, after) = rest.split_at_checked(len)?;
    *rest = after;
    Some(bytes)
}

fn read_text(rest: &mut &[u8]) -> Option<String> {
    String::from_utf8(read_bytes(rest)?.to_vec()).ok()
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(*taken)
}

#[cfg(test)]
mod tests;
