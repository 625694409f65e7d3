//! Keys: the values a row is ordered by, exact whatever way they take.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
mod scalar;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

use std::{borrow::Cow, cmp::Ordering};

/// A value that rows are ordered by, as it stands in a cursor.
///
/// Every kind comes back from a cursor as it went in: floats by their bits, decimals by their digits,
/// times by the nanosecond. Values of one kind have a total order, which is that of
/// [`KeyValue::compare`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum KeyValue<'a> {
    /// Nothing.
    Null,
    /// `false` comes before `true`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number, 0 or more.
    Uint(u64),
    /// A number; zero has no sign here, and NaN comes last.
    Float(f64),
    /// A number by its digits, such as `-12.50`.
    Decimal(Cow<'a, str>),
    /// A text, ordered by code point.
    Text(Cow<'a, str>),
    /// Bytes.
    Bytes(Cow<'a, [u8]>),
    /// A UUID (RFC 9562).
    Uuid([u8; 16]),
    /// A day, counted from 1970-01-01.
    Date(i32),
    /// A time of day, in nanoseconds.
    Time(i64),
    /// A day and time without a zone, in nanoseconds from 1970-01-01T00:00:00.
    DateTime(i128),
    /// A moment, in nanoseconds from 1970-01-01T00:00:00Z.
    Timestamp(i128),
}

/// What kind of value a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyKind {
    /// [`KeyValue::Bool`].
    Bool,
    /// [`KeyValue::Int`].
    Int,
    /// [`KeyValue::Uint`].
    Uint,
    /// [`KeyValue::Float`].
    Float,
    /// [`KeyValue::Decimal`].
    Decimal,
    /// [`KeyValue::Text`].
    Text,
    /// [`KeyValue::Bytes`].
    Bytes,
    /// [`KeyValue::Uuid`].
    Uuid,
    /// [`KeyValue::Date`].
    Date,
    /// [`KeyValue::Time`].
    Time,
    /// [`KeyValue::DateTime`].
    DateTime,
    /// [`KeyValue::Timestamp`].
    Timestamp,
}

/// A type of which a column of keys is.
///
/// Implemented for whole numbers up to 64 bits, `f32`, `f64`, `bool`, `String`, `Vec<u8>`,
/// [`Decimal`](super::Decimal), `Option` of one, and for the UUIDs and times of the crates whose
/// features are on. What [`value`](Key::value) gives, [`from_value`](Key::from_value) takes back as it
/// was; all NaNs are one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a key that rows are ordered by",
    label = "not a key",
    note = "take a whole number, `f64`, `bool`, `String`, `Vec<u8>`, a `Decimal`, a UUID, a date or time of a crate whose feature is on, or `Option` of one"
)]
pub trait Key: Sized {
    /// What kind of value it is.
    const KIND: KeyKind;

    /// Whether it may be [`KeyValue::Null`].
    const NULLABLE: bool = false;

    /// The value.
    fn value(&self) -> KeyValue<'_>;

    /// The key of a value; `None` where it is of another kind or out of range.
    fn from_value(value: KeyValue<'_>) -> Option<Self>;
}

impl KeyValue<'_> {
    /// The same value, owned.
    #[must_use]
    pub fn into_owned(self) -> KeyValue<'static> {
        match self {
            KeyValue::Null => KeyValue::Null,
            KeyValue::Bool(value) => KeyValue::Bool(value),
            KeyValue::Int(value) => KeyValue::Int(value),
            KeyValue::Uint(value) => KeyValue::Uint(value),
            KeyValue::Float(value) => KeyValue::Float(value),
            KeyValue::Decimal(text) => KeyValue::Decimal(Cow::Owned(text.into_owned())),
            KeyValue::Text(text) => KeyValue::Text(Cow::Owned(text.into_owned())),
            KeyValue::Bytes(bytes) => KeyValue::Bytes(Cow::Owned(bytes.into_owned())),
            KeyValue::Uuid(uuid) => KeyValue::Uuid(uuid),
            KeyValue::Date(days) => KeyValue::Date(days),
            KeyValue::Time(nanos) => KeyValue::Time(nanos),
            KeyValue::DateTime(nanos) => KeyValue::DateTime(nanos),
            KeyValue::Timestamp(nanos) => KeyValue::Timestamp(nanos),
        }
    }

    /// What kind of value it is; nothing for null.
    #[must_use]
    pub fn kind(&self) -> Option<KeyKind> {
        Some(match self {
            KeyValue::Null => return None,
            KeyValue::Bool(_) => KeyKind::Bool,
            KeyValue::Int(_) => KeyKind::Int,
            KeyValue::Uint(_) => KeyKind::Uint,
            KeyValue::Float(_) => KeyKind::Float,
            KeyValue::Decimal(_) => KeyKind::Decimal,
            KeyValue::Text(_) => KeyKind::Text,
            KeyValue::Bytes(_) => KeyKind::Bytes,
            KeyValue::Uuid(_) => KeyKind::Uuid,
            KeyValue::Date(_) => KeyKind::Date,
            KeyValue::Time(_) => KeyKind::Time,
            KeyValue::DateTime(_) => KeyKind::DateTime,
            KeyValue::Timestamp(_) => KeyKind::Timestamp,
        })
    }

    /// Whether it is [`KeyValue::Null`].
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, KeyValue::Null)
    }

    /// The order of two values of one kind, neither of them null.
    ///
    /// `None` where they are of different kinds or one is null: where nulls stand is for the order of
    /// rows to say.
    #[must_use]
    pub fn compare(&self, other: &KeyValue<'_>) -> Option<Ordering> {
        Some(match (self, other) {
            (KeyValue::Bool(a), KeyValue::Bool(b)) => a.cmp(b),
            (KeyValue::Int(a), KeyValue::Int(b)) | (KeyValue::Time(a), KeyValue::Time(b)) => {
                a.cmp(b)
            }
            (KeyValue::Uint(a), KeyValue::Uint(b)) => a.cmp(b),
            (KeyValue::Float(a), KeyValue::Float(b)) => float(*a).total_cmp(&float(*b)),
            (KeyValue::Decimal(a), KeyValue::Decimal(b)) => super::decimal::compare(a, b),
            (KeyValue::Text(a), KeyValue::Text(b)) => a.cmp(b),
            (KeyValue::Bytes(a), KeyValue::Bytes(b)) => a.cmp(b),
            (KeyValue::Uuid(a), KeyValue::Uuid(b)) => a.cmp(b),
            (KeyValue::Date(a), KeyValue::Date(b)) => a.cmp(b),
            (KeyValue::DateTime(a), KeyValue::DateTime(b))
            | (KeyValue::Timestamp(a), KeyValue::Timestamp(b)) => a.cmp(b),
            _ => return None,
        })
    }
}

/// A float as it is ordered: one zero, one NaN, which is greater than everything.
pub(super) fn float(number: f64) -> f64 {
    if number.is_nan() {
        f64::NAN
    } else {
        number + 0.0
    }
}
