//! MessagePack as the JSON that a schema speaks of.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Value};

/// A body as JSON would have it: keys that are numbers are texts there, and bytes are a text.
pub(super) fn value(body: &[u8]) -> Result<Value, rmp_serde::decode::Error> {
    rmp_serde::from_slice(body).map(|Packed(value)| value)
}

struct Packed(Value);

impl<'de> Deserialize<'de> for Packed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AsJson).map(Packed)
    }
}

/// A member's name.
struct Name(String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Packed::deserialize(deserializer)?.0 {
            Value::String(name) => Ok(Name(name)),
            name @ (Value::Number(_) | Value::Bool(_)) => Ok(Name(name.to_string())),
            _ => Err(D::Error::custom("a member is named by no text")),
        }
    }
}

struct AsJson;

impl<'de> Visitor<'de> for AsJson {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what JSON can say")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_bytes<E>(self, value: &[u8]) -> Result<Value, E> {
        Ok(String::from_utf8_lossy(value).into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Packed(value)) = seq.next_element()? {
            values.push(value);
        }
        Ok(values.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some((Name(name), Packed(value))) = map.next_entry()? {
            members.insert(name, value);
        }
        Ok(members.into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::value;

    #[test]
    fn keys_that_are_numbers_and_bytes_are_texts() {
        let body = b"\x83\x01\xa3one\xff\xc4\x02ab\xa1m\x93\xc0\xc3\xcb\x3f\xe0\0\0\0\0\0\0";
        let expected = json!({"1": "one", "-1": "ab", "m": [null, true, 0.5]});
        assert_eq!(value(body).expect("MessagePack"), expected);
        assert!(value(b"\x81\xc0\xc0").is_err());
    }
}
