//! What a value asks for when serde reads it: the schema of a parameter comes from the reading itself.

use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::{Map, Value, json};

/// Formats of the types whose text has one (OpenAPI format registry), by the compiler's name.
const FORMATS: [(&str, &str); 12] = [
    ("uuid::Uuid", "uuid"),
    ("jiff::civil::date::Date", "date"),
    ("jiff::timestamp::Timestamp", "date-time"),
    ("jiff::civil::time::Time", "time"),
    ("chrono::naive::date::NaiveDate", "date"),
    (
        "chrono::datetime::DateTime<chrono::offset::utc::Utc>",
        "date-time",
    ),
    ("core::net::ip_addr::Ipv4Addr", "ipv4"),
    ("core::net::ip_addr::Ipv6Addr", "ipv6"),
    ("url::Url", "uri"),
    ("time::date::Date", "date"),
    ("time::offset_date_time::OffsetDateTime", "date-time"),
    ("jiff::zoned::Zoned", "date-time-zoned"),
];

/// The schema of what `T` reads; an error for a type that isn't read from texts.
pub(crate) fn schema<T: DeserializeOwned>() -> Result<Value, String> {
    let mut found = None;
    let _ = T::deserialize(Probe(&mut found));
    let mut schema = match found {
        Some(Ok(schema)) => schema,
        Some(Err(kind)) => {
            return Err(format!(
                "`{}` is {kind}, which no single parameter can hold: take `Query<T>` for several parameters, or `Json<T>` for a body",
                std::any::type_name::<T>()
            ));
        }
        None => json!({}),
    };
    add_format::<T>(&mut schema);
    Ok(schema)
}

fn add_format<T>(schema: &mut Value) {
    let name = std::any::type_name::<T>();
    let strip = |name: &'static str, outer: &str| {
        name.strip_prefix(outer).and_then(|n| n.strip_suffix('>'))
    };
    let inner = strip(name, "core::option::Option<").unwrap_or(name);
    let (name, place) = match (strip(inner, "alloc::vec::Vec<"), schema) {
        (Some(item), Value::Object(list)) => (item, list.get_mut("items")),
        (None, schema) => (inner, Some(schema)),
        (Some(_), _) => return,
    };
    let format = FORMATS.iter().find(|(known, _)| *known == name);
    if let (Some((_, format)), Some(Value::Object(schema))) = (format, place) {
        schema.insert("format".to_owned(), json!(format));
    }
}

type Found = Option<Result<Value, &'static str>>;

/// Records what is asked for, and ends there.
struct Probe<'a>(&'a mut Found);

/// The end of a probe.
#[derive(Debug)]
struct Stop;

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the end of a probe")
    }
}

impl std::error::Error for Stop {}

impl de::Error for Stop {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Stop
    }
}

macro_rules! answers {
    ($($method:ident => $schema:expr;)*) => {$(
        fn $method<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Stop> {
            *self.0 = Some($schema);
            Err(Stop)
        }
    )*};
}

fn integer(format: Option<&str>, minimum: Value, maximum: Value) -> Value {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("integer"));
    schema.extend(format.map(|format| ("format".to_owned(), json!(format))));
    schema.insert("minimum".to_owned(), minimum);
    schema.insert("maximum".to_owned(), maximum);
    Value::Object(schema)
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Stop;

    answers! {
        deserialize_i8 => Ok(integer(Some("int32"), json!(i8::MIN), json!(i8::MAX)));
        deserialize_i16 => Ok(integer(Some("int32"), json!(i16::MIN), json!(i16::MAX)));
        deserialize_i32 => Ok(json!({"type": "integer", "format": "int32"}));
        deserialize_i64 => Ok(json!({"type": "integer", "format": "int64"}));
        deserialize_i128 => Ok(json!({"type": "integer"}));
        deserialize_u8 => Ok(integer(Some("int32"), json!(0), json!(u8::MAX)));
        deserialize_u16 => Ok(integer(Some("int32"), json!(0), json!(u16::MAX)));
        deserialize_u32 => Ok(integer(Some("int64"), json!(0), json!(u32::MAX)));
        deserialize_u64 => Ok(integer(None, json!(0), json!(u64::MAX)));
        deserialize_u128 => Ok(json!({"type": "integer", "minimum": 0}));
        deserialize_f32 => Ok(json!({"type": "number", "format": "float"}));
        deserialize_f64 => Ok(json!({"type": "number", "format": "double"}));
        deserialize_bool => Ok(json!({"type": "boolean"}));
        deserialize_char => Ok(json!({"type": "string", "minLength": 1, "maxLength": 1}));
        deserialize_str => Ok(json!({"type": "string"}));
        deserialize_string => Ok(json!({"type": "string"}));
        deserialize_any => Ok(json!({"type": "string"}));
        deserialize_identifier => Ok(json!({"type": "string"}));
        deserialize_ignored_any => Ok(json!({}));
        deserialize_bytes => Err("a sequence of bytes");
        deserialize_byte_buf => Err("a sequence of bytes");
        deserialize_unit => Err("a unit");
        deserialize_map => Err("a map");
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let mut items = None;
        let end = visitor.visit_seq(Item(&mut items));
        *self.0 = Some(match items {
            Some(Ok(items)) => Ok(json!({"type": "array", "items": items})),
            Some(Err(_)) => Err("a list of composed values"),
            None => Ok(json!({"type": "array", "items": {}})),
        });
        end.and(Err(Stop))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Stop> {
        *self.0 = Some(Ok(json!({"type": "string", "enum": variants})));
        Err(Stop)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Stop> {
        *self.0 = Some(Err("a struct"));
        Err(Stop)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: V,
    ) -> Result<V::Value, Stop> {
        *self.0 = Some(Err("a unit struct"));
        Err(Stop)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Stop> {
        *self.0 = Some(Err("a tuple"));
        Err(Stop)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        _: V,
    ) -> Result<V::Value, Stop> {
        *self.0 = Some(Err("a tuple struct"));
        Err(Stop)
    }
}

/// The one item that is asked for.
struct Item<'a>(&'a mut Found);

impl<'de> SeqAccess<'de> for Item<'_> {
    type Error = Stop;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Stop> {
        seed.deserialize(Probe(self.0)).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::schema;

    #[derive(serde::Deserialize)]
    enum Color {
        #[serde(rename = "red")]
        Red,
        #[serde(rename = "green")]
        Green,
    }

    #[derive(serde::Deserialize)]
    struct Id(#[allow(dead_code)] u32);

    #[derive(serde::Deserialize)]
    struct Composed {
        #[allow(dead_code)]
        a: u8,
    }

    #[test]
    fn the_reading_says_the_schema() {
        let id = json!({"type": "integer", "format": "int64", "minimum": 0, "maximum": u32::MAX});
        assert_eq!(schema::<Id>(), Ok(id.clone()));
        assert_eq!(
            schema::<Option<Vec<Id>>>(),
            Ok(json!({"type": "array", "items": id}))
        );
        let _ = (Color::Red, Color::Green);
        assert_eq!(
            schema::<Color>(),
            Ok(json!({"type": "string", "enum": ["red", "green"]}))
        );
        let address = json!({"type": "string", "format": "ipv4"});
        assert_eq!(schema::<Option<std::net::Ipv4Addr>>(), Ok(address));
        assert!(schema::<Composed>().is_err());
        assert!(schema::<(u8, u8)>().is_err());
    }
}
