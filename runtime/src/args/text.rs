//! Texts from paths, queries, headers and cookies as values, by serde.

use std::borrow::Cow;

use serde::de::{
    self, DeserializeSeed, Deserializer, IntoDeserializer, SeqAccess, Visitor,
    value::StrDeserializer,
};

/// What a request holds under one name.
#[derive(Debug)]
pub(crate) enum Texts<'a> {
    /// Nothing.
    Missing,
    /// One text.
    One(Cow<'a, str>),
    /// Several texts, of which only a list can be made.
    Many(Vec<Cow<'a, str>>),
    /// A header field, whose list items are separated by commas (RFC 9110 §5.6.1).
    Field(Cow<'a, str>),
}

impl<'a> Texts<'a> {
    /// Adds one more text.
    pub(crate) fn push(&mut self, text: Cow<'a, str>) {
        *self = match std::mem::replace(self, Texts::Missing) {
            Texts::Missing => Texts::One(text),
            Texts::One(first) | Texts::Field(first) => Texts::Many(vec![first, text]),
            Texts::Many(mut texts) => {
                texts.push(text);
                Texts::Many(texts)
            }
        };
    }

    /// Each text.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        let (one, many) = match self {
            Texts::Missing => (None, [].as_slice()),
            Texts::One(text) | Texts::Field(text) => (Some(text), [].as_slice()),
            Texts::Many(texts) => (None, texts.as_slice()),
        };
        one.into_iter().chain(many).map(AsRef::as_ref)
    }
}

/// Why a text is no value. Says what was expected, never what came.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unreadable(pub(crate) String);

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

impl de::Error for Unreadable {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Unreadable(message.to_string())
    }

    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Unreadable(format!("must be {expected}"))
    }

    fn invalid_value(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Unreadable(format!("must be {expected}"))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        let quoted: Vec<String> = expected.iter().map(|name| format!("`{name}`")).collect();
        Unreadable(format!("must be one of {}", quoted.join(", ")))
    }
}

fn missing<T>() -> Result<T, Unreadable> {
    Err(Unreadable("is required".to_owned()))
}

impl<'a> Texts<'a> {
    fn only(self) -> Result<Cow<'a, str>, Unreadable> {
        match self {
            Texts::One(text) | Texts::Field(text) => Ok(text),
            Texts::Missing => missing(),
            Texts::Many(_) => Err(Unreadable("is given more than once".to_owned())),
        }
    }
}

/// `+5` is a number to Rust and to nobody's schema.
fn number<N: std::str::FromStr>(text: &str, expected: &str) -> Result<N, Unreadable> {
    match text.parse() {
        Ok(number) if !text.starts_with('+') => Ok(number),
        _ => Err(Unreadable(format!("must be {expected}"))),
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $type:ty, $expected:literal;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            visitor.$visit(number::<$type>(&self.only()?, $expected)?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Texts<'de> {
    type Error = Unreadable;

    numbers! {
        deserialize_i8 visit_i8 i8, "a whole number from -128 to 127";
        deserialize_i16 visit_i16 i16, "a whole number from -32768 to 32767";
        deserialize_i32 visit_i32 i32, "a whole number from -2147483648 to 2147483647";
        deserialize_i64 visit_i64 i64, "a whole number of 64 bits";
        deserialize_i128 visit_i128 i128, "a whole number of 128 bits";
        deserialize_u8 visit_u8 u8, "a whole number from 0 to 255";
        deserialize_u16 visit_u16 u16, "a whole number from 0 to 65535";
        deserialize_u32 visit_u32 u32, "a whole number from 0 to 4294967295";
        deserialize_u64 visit_u64 u64, "a whole number of 64 bits, 0 or more";
        deserialize_u128 visit_u128 u128, "a whole number of 128 bits, 0 or more";
        deserialize_bool visit_bool bool, "`true` or `false`";
        deserialize_char visit_char char, "one character";
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let number = number::<f64>(&self.only()?, "a number")?;
        if number.is_finite() {
            visitor.visit_f64(number)
        } else {
            Err(Unreadable("must be a finite number".to_owned()))
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.only()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_str(visitor)
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Texts::Missing => visitor.visit_none(),
            texts => visitor.visit_some(texts),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let texts = match self {
            Texts::Missing => Vec::new(),
            Texts::One(text) => vec![text],
            Texts::Many(texts) => texts,
            Texts::Field(line) => items(&line),
        };
        visitor.visit_seq(Items(texts.into_iter()))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        let text = self.only()?;
        let name: StrDeserializer<'_, Unreadable> = text.as_ref().into_deserializer();
        visitor.visit_enum(name)
    }

    serde::forward_to_deserialize_any! {
        bytes byte_buf unit unit_struct tuple tuple_struct map struct identifier ignored_any
    }
}

/// The items of a field, empty ones left out (RFC 9110 §5.6.1.2).
fn items<'a>(line: &str) -> Vec<Cow<'a, str>> {
    let items = line.split(',').map(|item| item.trim_matches([' ', '\t']));
    items
        .filter(|item| !item.is_empty())
        .map(|item| Cow::Owned(item.to_owned()))
        .collect()
}

/// The texts of a list.
struct Items<'a>(std::vec::IntoIter<Cow<'a, str>>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unreadable> {
        self.0
            .next()
            .map(|text| seed.deserialize(Texts::One(text)))
            .transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, de::DeserializeOwned};

    use super::Texts;

    fn one<T: DeserializeOwned>(text: &str) -> Result<T, String> {
        T::deserialize(Texts::One(text.into())).map_err(|e| e.0)
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Order {
        NewestFirst,
        Name,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Id(u64);

    #[test]
    fn reads_what_it_says() {
        assert_eq!(one::<u64>("18446744073709551615"), Ok(u64::MAX));
        assert_eq!(one::<Id>("7"), Ok(Id(7)));
        assert_eq!(one::<Option<i8>>("-128"), Ok(Some(-128)));
        assert_eq!(one::<Order>("newest-first"), Ok(Order::NewestFirst));
        assert_eq!(one::<Vec<u8>>("1"), Ok(vec![1]));
        assert_eq!(one::<f64>("1e3"), Ok(1000.0));
        assert_eq!(
            Option::<u8>::deserialize(Texts::Missing).map_err(|e| e.0),
            Ok(None)
        );
        assert_eq!(
            Vec::<u8>::deserialize(Texts::Missing).map_err(|e| e.0),
            Ok(vec![])
        );
    }

    #[test]
    fn a_field_is_one_text_or_a_list() {
        let field = || Texts::Field("1, 2,,3".into());
        assert_eq!(
            Vec::<u8>::deserialize(field()).map_err(|e| e.0),
            Ok(vec![1, 2, 3])
        );
        assert_eq!(
            String::deserialize(field()).map_err(|e| e.0),
            Ok("1, 2,,3".to_owned())
        );
    }

    #[test]
    fn refuses_without_repeating_what_came() {
        for text in [
            "",
            "+1",
            "-1",
            "1.0",
            " 1",
            "0x1",
            "18446744073709551616",
            "١",
        ] {
            let error = one::<u64>(text).expect_err(text);
            assert_eq!(error, "must be a whole number of 64 bits, 0 or more");
        }
        for text in ["NaN", "inf", "-infinity", "1e999", ""] {
            assert!(one::<f64>(text).is_err(), "{text}");
        }
        for text in ["True", "1", "yes", ""] {
            assert!(one::<bool>(text).is_err(), "{text}");
        }
        assert_eq!(
            one::<Order>("<b>"),
            Err("must be one of `newest-first`, `name`".to_owned())
        );
        let twice = Texts::Many(vec!["1".into(), "1".into()]);
        assert_eq!(
            u8::deserialize(twice).map_err(|e| e.0),
            Err("is given more than once".to_owned())
        );
    }
}
