//! What tests of cursors are made with.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use proptest::prelude::*;

use super::{super::key::KeyValue, Binding, CursorKeys, Digest};

/// Any key, NaN being one.
pub(super) fn any_key() -> impl Strategy<Value = KeyValue<'static>> {
    let float = any::<u64>().prop_map(f64::from_bits);
    let float = float.prop_map(|float| if float.is_nan() { f64::NAN } else { float });
    prop_oneof![
        Just(KeyValue::Null),
        any::<bool>().prop_map(KeyValue::Bool),
        any::<i64>().prop_map(KeyValue::Int),
        (-9..9_i64).prop_map(KeyValue::Int),
        any::<u64>().prop_map(KeyValue::Uint),
        float.prop_map(KeyValue::Float),
        "[+-]?[0-9]{1,30}(\\.[0-9]{0,30})?".prop_map(|text| KeyValue::Decimal(text.into())),
        any::<String>().prop_map(|text| KeyValue::Text(text.into())),
        any::<Vec<u8>>().prop_map(|bytes| KeyValue::Bytes(bytes.into())),
        any::<[u8; 16]>().prop_map(KeyValue::Uuid),
        any::<i32>().prop_map(KeyValue::Date),
        (0..86_401_000_000_000_i64).prop_map(KeyValue::Time),
        any::<i128>().prop_map(KeyValue::DateTime),
        any::<i128>().prop_map(KeyValue::Timestamp),
    ]
}

/// Keys at the ends of what they can be.
pub(super) fn ends() -> Vec<KeyValue<'static>> {
    vec![
        KeyValue::Null,
        KeyValue::Bool(false),
        KeyValue::Bool(true),
        KeyValue::Int(i64::MIN),
        KeyValue::Int(i64::MAX),
        KeyValue::Uint(0),
        KeyValue::Uint(u64::MAX),
        KeyValue::Float(-0.0),
        KeyValue::Float(f64::from_bits(1)),
        KeyValue::Float(f64::MAX),
        KeyValue::Float(f64::NEG_INFINITY),
        KeyValue::Decimal("-0.10".into()),
        KeyValue::Text("".into()),
        KeyValue::Text("\0".into()),
        KeyValue::Text("Ελλάδα 🏛".into()),
        KeyValue::Bytes(Vec::new().into()),
        KeyValue::Bytes(vec![0, 255].into()),
        KeyValue::Uuid([0; 16]),
        KeyValue::Uuid([255; 16]),
        KeyValue::Date(i32::MIN),
        KeyValue::Date(i32::MAX),
        KeyValue::Time(0),
        KeyValue::Time(86_399_999_999_999),
        KeyValue::DateTime(i128::MIN),
        KeyValue::DateTime(i128::MAX),
        KeyValue::Timestamp(i128::MIN),
        KeyValue::Timestamp(i128::MAX),
        KeyValue::Timestamp(1_795_000_000_123_456_789),
    ]
}

/// Keys as they were, zeros with their signs.
pub(super) fn same(a: &[KeyValue<'_>], b: &[KeyValue<'_>]) -> bool {
    let one = |(a, b): (&KeyValue<'_>, &KeyValue<'_>)| match (a, b) {
        (KeyValue::Float(a), KeyValue::Float(b)) => a.to_bits() == b.to_bits(),
        (a, b) => a == b,
    };
    a.len() == b.len() && a.iter().zip(b).all(one)
}

pub(super) fn binding(subject: Option<&str>) -> Binding {
    Binding {
        route: Digest::of([&b"GET"[..], b"/cities"]),
        order: Digest::of([&b"-year,id"[..]]),
        filters: Digest::of([&b"country"[..], b"AD"]),
        subject: subject.map_or_else(Digest::default, |subject| Digest::of([subject.as_bytes()])),
    }
}

pub(super) fn ring(first: u8, older: &[u8]) -> CursorKeys {
    let keys = CursorKeys::new([first; 32]).expect("long enough");
    let older = older.iter().map(|byte| [*byte; 32]);
    keys.rotated(older).expect("long enough")
}

/// So many milliseconds into a day in 2026.
pub(super) fn at(millis: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_795_000_000) + Duration::from_millis(millis)
}
