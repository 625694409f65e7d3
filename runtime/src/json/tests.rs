//! Whatever is written, `serde_json` writes the same.

use std::{
    collections::BTreeMap,
    fmt::{self, Display},
};

use proptest::{collection, prelude::*};
use serde::{Serialize, Serializer, ser::Error as _};
use serde_json::{Value, json};

use super::{is_plain, write};

#[track_caller]
fn same<T: Serialize + ?Sized>(value: &T) {
    let expected = serde_json::to_string(value).map_err(|error| error.to_string());
    for likely in [0, 4096] {
        let written = write(value, likely).map_err(|error| error.to_string());
        let written = written.map(|bytes| String::from_utf8(bytes).expect("JSON is UTF-8"));
        assert_eq!(written, expected);
    }
}

/// Every byte at every place of texts of every length around that of a word.
#[test]
fn what_has_to_be_escaped_is_found_wherever_it_stands() {
    for length in 1..=25 {
        for place in 0..length {
            for byte in 0..=u8::MAX {
                let mut text = vec![b'a'; length];
                text[place] = byte;
                let plain = byte >= 0x20 && byte != b'"' && byte != b'\\';
                assert_eq!(is_plain(&text), plain, "{byte:#x} at {place} of {length}");
            }
        }
    }
    assert!(is_plain(b""));
}

#[derive(Serialize)]
struct Nothing;

#[derive(Serialize)]
struct Empty {}

#[derive(Serialize)]
struct Wrapped(u8);

#[derive(Serialize)]
struct Pair(u8, &'static str);

#[derive(Serialize)]
struct Named {
    #[serde(rename = "a \"name\"\n")]
    escaped: bool,
    #[serde(rename = "")]
    unnamed: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<u8>,
    #[serde(flatten)]
    rest: BTreeMap<u8, char>,
}

#[derive(Serialize)]
enum Choice {
    One,
    #[serde(rename = "t\two")]
    Two(u8),
    Three(u8, Option<u8>),
    Four {
        inner: &'static str,
    },
    Five {},
}

#[test]
fn every_kind_of_value_is_written_alike() {
    same(&(true, false, (), None::<u8>, Some("text"), 'é', '"'));
    same(&(i8::MIN, i16::MIN, i32::MIN, i64::MIN, i128::MIN));
    same(&(u8::MAX, u16::MAX, u32::MAX, u64::MAX, u128::MAX));
    same(&[0.0, -0.0, 0.1, 1e300, f64::NAN, f64::NEG_INFINITY]);
    same(&[0.1_f32, f32::MAX, f32::INFINITY]);
    same(&(Nothing, Empty {}, Wrapped(7), Pair(1, "x")));
    same(&[Choice::One, Choice::Two(2), Choice::Three(3, None)]);
    same(&[Choice::Four { inner: "\u{7f}" }, Choice::Five {}]);
    same(&(
        Vec::<u8>::new(),
        [[1, 2], [3, 4]],
        BTreeMap::<u8, u8>::new(),
    ));
    same("\u{2028}\u{1f600}\0");
    for rest in [BTreeMap::new(), BTreeMap::from([(1, '\''), (2, '\\')])] {
        same(&Named {
            escaped: true,
            unnamed: None,
            left_out: None,
            rest,
        });
    }
}

/// Keys that are no texts are written as texts, or refused.
#[test]
fn keys_are_the_same_or_refused_alike() {
    same(&BTreeMap::from([(true, 1), (false, 2)]));
    same(&BTreeMap::from([(-1, "x"), (i64::MAX, "")]));
    same(&BTreeMap::from([('"', 1), ('a', 2)]));
    same(&BTreeMap::from([("\n", [1, 2]), ("plain", [3, 4])]));
    same(&BTreeMap::from([(Some("some"), 1)]));
    same(&BTreeMap::from([(None::<u8>, 1)]));
    same(&BTreeMap::from([((1, 2), 1)]));
    same(&BTreeMap::from([(vec!["list"], BTreeMap::from([((), 1)]))]));
}

/// Writes itself as a text, piece by piece, or fails.
struct Shown(&'static [&'static str], bool);

impl Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in self.0 {
            f.write_str(piece)?;
        }
        if self.1 { Err(fmt::Error) } else { Ok(()) }
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[test]
fn shown_texts_are_escaped() {
    same(&Shown(&[], false));
    same(&[Shown(&["2026-", "11-22"], false), Shown(&["é"], false)]);
    same(&[Shown(&["a\"", "\\b"], false), Shown(&["plain"], false)]);
    write(&Shown(&["half"], true), 0).expect_err("it can't be shown");
}

struct Bytes(&'static [u8]);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

#[test]
fn bytes_are_numbers() {
    same(&(Bytes(b""), Bytes(b"a\"\0")));
}

struct Refused;

impl Serialize for Refused {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("not today"))
    }
}

#[test]
fn refusals_come_through() {
    same(&Refused);
    same(&BTreeMap::from([("a", Some(Refused)), ("b", None)]));
}

/// Names that `serde_json` gives a meaning are left to it.
#[test]
fn private_structs_are_for_serde_json_to_write() {
    struct Raw;

    impl Serialize for Raw {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            use serde::ser::SerializeStruct;

            let name = "$serde_json::private::RawValue";
            let mut raw = serializer.serialize_struct(name, 1)?;
            raw.serialize_field(name, "[1, 2]")?;
            raw.end()
        }
    }
    same(&Raw);
    same(&[(Raw, "after")]);
}

/// Any JSON at all.
fn values() -> impl Strategy<Value = Value> {
    let text = prop_oneof!["[ -~]{0,20}", "\\PC{0,12}", any::<String>()];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 6, move |inner| {
        let member = (text.clone(), inner.clone());
        prop_oneof![
            collection::vec(inner, 0..6).prop_map(Value::from),
            collection::vec(member, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_is_written_alike(value in values()) {
        same(&value);
    }
}
