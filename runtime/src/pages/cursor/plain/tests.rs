use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    super::samples::{any_key, ends, same},
    InvalidCursor, KeyKind, KeyShape, KeyValue, read, suits, write,
};

fn shape(kind: KeyKind) -> KeyShape {
    KeyShape {
        kind,
        nullable: false,
    }
}

/// A plain cursor as it comes back in a query.
fn text(written: Value) -> String {
    match written {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// Whether a key comes back, or has no plain cursor because it is empty.
fn comes_back(key: &KeyValue<'_>) -> bool {
    let shape = KeyShape {
        kind: key.kind().unwrap_or(KeyKind::Int),
        nullable: key.is_null(),
    };
    match write(key) {
        Some(written) => {
            let read = read(&text(written), shape).expect("what was written");
            same(&[read.expect("a key")], std::slice::from_ref(key))
        }
        None => match key {
            KeyValue::Text(text) => text.is_empty(),
            KeyValue::Bytes(bytes) => bytes.is_empty(),
            _ => false,
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn keys_come_back(key in any_key()) {
        prop_assert!(comes_back(&key), "{:?} as {:?}", key, write(&key));
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), almost in "[-+ 0-9a-fT:.Zé]{0,40}") {
        use KeyKind::*;
        for kind in [Bool, Int, Uint, Float, Decimal, Text, Bytes, Uuid, Date, Time, DateTime, Timestamp] {
            for text in [&text, &almost] {
                if let Ok(Some(key)) = read(text, shape(kind)) {
                    prop_assert_eq!(key.kind(), Some(kind));
                }
            }
        }
    }

    #[test]
    fn whole_numbers_saturate(digits in "[0-9]{20,100}", negative in any::<bool>()) {
        let sign = if negative { "-" } else { "" };
        let end = if negative { i64::MIN } else { i64::MAX };
        let (all, short) = (format!("{sign}9{digits}"), format!("{sign}{:0>90}", 5));
        prop_assert_eq!(read(&all, shape(KeyKind::Int)), Ok(Some(KeyValue::Int(end))));
        let five = if negative { -5 } else { 5 };
        prop_assert_eq!(read(&short, shape(KeyKind::Int)), Ok(Some(KeyValue::Int(five))));
    }
}

#[test]
fn the_ends_of_keys_come_back() {
    for end in ends() {
        assert!(comes_back(&end), "{end:?} as {:?}", write(&end));
    }
}

#[test]
fn keys_are_written_as_clients_expect_them() {
    let cases = [
        (KeyValue::Int(-7), json!(-7)),
        (
            KeyValue::Uint(u64::MAX),
            json!(18_446_744_073_709_551_615_u64),
        ),
        (KeyValue::Float(0.5), json!(0.5)),
        (KeyValue::Bool(true), json!("true")),
        (KeyValue::Null, json!("null")),
        (KeyValue::Decimal("12.50".into()), json!("12.50")),
        (KeyValue::Text("a b".into()), json!("a b")),
        (KeyValue::Bytes(vec![0, 171].into()), json!("00ab")),
        (
            KeyValue::Uuid(*b"\x01\x23\x45\x67\x89\xab\xcd\xef\x01\x23\x45\x67\x89\xab\xcd\xef"),
            json!("01234567-89ab-cdef-0123-456789abcdef"),
        ),
        (KeyValue::Date(20_779), json!("2026-11-22")),
        (KeyValue::Time(34_205_250_000_000), json!("09:30:05.25")),
        (
            KeyValue::DateTime(-1),
            json!("1969-12-31T23:59:59.999999999"),
        ),
        (KeyValue::Timestamp(0), json!("1970-01-01T00:00:00Z")),
    ];
    for (key, written) in cases {
        assert_eq!(write(&key), Some(written));
    }
    assert_eq!(write(&KeyValue::Text("".into())), None);
    assert_eq!(write(&KeyValue::Text("x".repeat(5_000).into())), None);
}

#[test]
fn whole_numbers_are_read_as_people_write_them() {
    let read = |text, kind| read(text, shape(kind)).map(|key| key.expect("a key"));
    for text in ["5", "+5", " 5", "005", "+0000000000000000000000000005"] {
        assert_eq!(read(text, KeyKind::Int), Ok(KeyValue::Int(5)), "{text}");
        assert_eq!(read(text, KeyKind::Uint), Ok(KeyValue::Uint(5)), "{text}");
    }
    assert_eq!(read("-0", KeyKind::Uint), Ok(KeyValue::Uint(0)));
    let ends = [
        ("9223372036854775807", i64::MAX),
        ("9223372036854775808", i64::MAX),
        ("-9223372036854775808", i64::MIN),
        ("-9223372036854775809", i64::MIN),
        ("-99999999999999999999", i64::MIN),
    ];
    for (text, end) in ends {
        assert_eq!(read(text, KeyKind::Int), Ok(KeyValue::Int(end)), "{text}");
    }
    for text in ["18446744073709551615", "18446744073709551616"] {
        assert_eq!(read(text, KeyKind::Uint), Ok(KeyValue::Uint(u64::MAX)));
    }
    for text in [
        "x", "5x", "--5", "+-5", "1_000", "5.0", "٣", " ", "-", "0x5", "null",
    ] {
        assert_eq!(
            read(text, KeyKind::Int),
            Err(InvalidCursor::Unknown),
            "{text}"
        );
    }
    for text in ["-1", "-99999999999999999999"] {
        assert_eq!(
            read(text, KeyKind::Uint),
            Err(InvalidCursor::Unknown),
            "{text}"
        );
    }
}

#[test]
fn the_empty_text_is_no_cursor_and_null_is_one_where_it_can_be() {
    let nullable = |kind| KeyShape {
        kind,
        nullable: true,
    };
    assert_eq!(read("", nullable(KeyKind::Int)), Ok(None));
    assert_eq!(read("", shape(KeyKind::Text)), Ok(None));
    assert_eq!(
        read("null", nullable(KeyKind::Int)),
        Ok(Some(KeyValue::Null))
    );
    let text = Ok(Some(KeyValue::Text("null".into())));
    assert_eq!(read("null", shape(KeyKind::Text)), text);
    assert_eq!(read("null", nullable(KeyKind::Text)), text);
    assert!(!suits(nullable(KeyKind::Text)));
    assert!(suits(nullable(KeyKind::Bytes)));
    assert!(suits(shape(KeyKind::Text)));
}

#[test]
fn what_is_no_value_of_its_kind_is_refused() {
    let cases = [
        (KeyKind::Bool, "TRUE"),
        (KeyKind::Float, "1,5"),
        (KeyKind::Decimal, "1e3"),
        (KeyKind::Bytes, "abc"),
        (KeyKind::Bytes, "+1"),
        (KeyKind::Bytes, "éé"),
        (KeyKind::Uuid, "0123456789abcdef0123456789abcdef"),
        (KeyKind::Uuid, "01234567-89ab-cdef-0123-456789abcde"),
        (KeyKind::Date, "2023-02-29"),
        (KeyKind::Date, "+9999999-01-01"),
        (KeyKind::Time, "24:00"),
        (KeyKind::Timestamp, "2024-01-01T00:00:00"),
    ];
    for (kind, text) in cases {
        assert_eq!(
            read(text, shape(kind)),
            Err(InvalidCursor::Unknown),
            "{text}"
        );
    }
    let long = "9".repeat(4_097);
    assert_eq!(
        read(&long, shape(KeyKind::Int)),
        Err(InvalidCursor::Unknown)
    );
}
