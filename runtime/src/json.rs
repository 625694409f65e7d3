//! Writing JSON: byte for byte what `serde_json` writes, with fewer steps for texts and names.
//!
//! Most texts hold nothing to escape. That is found out eight bytes at a time here, and such a text
//! copied whole; everything rare is left to `serde_json` itself.

use std::{fmt::Display, io::Write};

use serde::{
    Serialize, Serializer,
    ser::{
        SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
        SerializeTupleStruct, SerializeTupleVariant,
    },
};
use serde_json::{Error, Result};

/// What the names of structs begin with that only `serde_json` knows to write.
const PRIVATE: &str = "$serde_json::private::";

/// A value as JSON; `likely` is how many bytes it takes, as far as is known.
pub(crate) fn write<T: Serialize + ?Sized>(value: &T, likely: usize) -> Result<Vec<u8>> {
    let mut json = Json(Vec::with_capacity(likely));
    value.serialize(&mut json)?;
    Ok(json.0)
}

/// The JSON so far.
struct Json(Vec<u8>);

impl Json {
    fn text(&mut self, text: &str) -> Result<()> {
        if !is_plain(text.as_bytes()) {
            return serde_json::to_writer(&mut self.0, text);
        }
        self.0.push(b'"');
        self.0.extend_from_slice(text.as_bytes());
        self.0.push(b'"');
        Ok(())
    }

    /// A list or an object from its first byte on.
    fn open(&mut self, front: u8, close: &'static [u8]) -> Open<'_> {
        Open {
            json: self,
            front,
            close,
        }
    }

    /// The beginning of an object with one member, which is a variant.
    fn variant(&mut self, name: &str) -> Result<()> {
        self.0.push(b'{');
        self.text(name)?;
        self.0.push(b':');
        Ok(())
    }
}

/// Whether a text stands in JSON as it is: without `"`, `\` and control characters (RFC 8259 §7).
fn is_plain(text: &[u8]) -> bool {
    let found = if let Some(last) = text.last_chunk() {
        // The last word may lie over the one before it.
        let (words, _) = text.as_chunks();
        let marks = words.iter().map(|word| marks(*word));
        marks.fold(self::marks(*last), |all, one| all | one)
    } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        let ([a, b, c, d], [e, f, g, h]) = (*first, *last);
        marks([a, b, c, d, e, f, g, h])
    } else {
        text.iter().fold(0, |all, byte| all | marks([*byte; 8]))
    };
    found == 0
}

/// Not 0 if one of eight bytes has to be escaped.
fn marks(word: [u8; 8]) -> u64 {
    const fn each(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    let word = u64::from_ne_bytes(word);
    // Beside one bit, `"` is the byte behind the control characters. What is less than another byte
    // has its highest bit set in the difference and not in itself; a borrow from the next byte can
    // mark more, but only where there is a mark.
    let controls_and_quotes = (word ^ each(b'"' ^ b' ')).wrapping_sub(each(b' ' + 1));
    let backslashes = (word ^ each(b'\\')).wrapping_sub(each(1));
    (controls_and_quotes | backslashes) & !word & each(0x80)
}

/// A list or an object that is not yet at its end.
struct Open<'a> {
    json: &'a mut Json,
    /// What stands in front of the next member: what opens it, or a comma.
    front: u8,
    close: &'static [u8],
}

impl Open<'_> {
    fn next(&mut self) {
        self.json.0.push(self.front);
        self.front = b',';
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.next();
        value.serialize(&mut *self.json)
    }

    fn member<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        if is_plain(name.as_bytes()) {
            self.json.0.extend_from_slice(&[self.front, b'"']);
            self.json.0.extend_from_slice(name.as_bytes());
            self.json.0.extend_from_slice(b"\":");
            self.front = b',';
        } else {
            self.next();
            self.json.text(name)?;
            self.json.0.push(b':');
        }
        value.serialize(&mut *self.json)
    }

    fn close(self) {
        if self.front != b',' {
            self.json.0.push(self.front);
        }
        self.json.0.extend_from_slice(self.close);
    }
}

/// The members of a struct.
enum Members<'a> {
    Object(Open<'a>),
    Private(&'a mut Json, &'static str),
}

/// A struct that means something to `serde_json`: a number or a text that is JSON already.
struct Private<'a, T: ?Sized>(&'static str, &'a T);

impl<T: Serialize + ?Sized> Serialize for Private<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_struct(self.0, 1)?;
        members.serialize_field(self.0, self.1)?;
        members.end()
    }
}

macro_rules! numbers {
    ($($method:ident $type:ty,)*) => {$(
        fn $method(self, value: $type) -> Result<()> {
            self.0.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
            Ok(())
        }
    )*};
}

impl<'a> Serializer for &'a mut Json {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Open<'a>;
    type SerializeTuple = Open<'a>;
    type SerializeTupleStruct = Open<'a>;
    type SerializeTupleVariant = Open<'a>;
    type SerializeMap = Open<'a>;
    type SerializeStruct = Members<'a>;
    type SerializeStructVariant = Open<'a>;

    numbers! {
        serialize_i8 i8,
        serialize_i16 i16,
        serialize_i32 i32,
        serialize_i64 i64,
        serialize_i128 i128,
        serialize_u8 u8,
        serialize_u16 u16,
        serialize_u32 u32,
        serialize_u64 u64,
        serialize_u128 u128,
    }

    fn serialize_bool(self, value: bool) -> Result<()> {
        let name: &[u8] = if value { b"true" } else { b"false" };
        self.0.extend_from_slice(name);
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<()> {
        serde_json::to_writer(&mut self.0, &value)
    }

    fn serialize_f64(self, value: f64) -> Result<()> {
        serde_json::to_writer(&mut self.0, &value)
    }

    fn serialize_char(self, value: char) -> Result<()> {
        self.text(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<()> {
        self.text(value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<()> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.0.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        self.variant(variant)?;
        value.serialize(&mut *self)?;
        self.0.push(b'}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'a>> {
        Ok(self.open(b'[', b"]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'a>> {
        Ok(self.open(b'[', b"]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Open<'a>> {
        Ok(self.open(b'[', b"]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'a>> {
        self.variant(variant)?;
        Ok(self.open(b'[', b"]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'a>> {
        Ok(self.open(b'{', b"}"))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Members<'a>> {
        if name.starts_with(PRIVATE) {
            return Ok(Members::Private(self, name));
        }
        Ok(Members::Object(self.open(b'{', b"}")))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'a>> {
        self.variant(variant)?;
        Ok(self.open(b'{', b"}}"))
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<()> {
        let start = self.0.len();
        self.0.push(b'"');
        write!(self.0, "{value}").map_err(Error::io)?;
        if is_plain(&self.0[start + 1..]) {
            self.0.push(b'"');
            return Ok(());
        }
        self.0.truncate(start);
        serde_json::Serializer::new(&mut self.0).collect_str(value)
    }
}

macro_rules! lists {
    ($($list:ident $method:ident,)*) => {$(
        impl $list for Open<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                self.element(value)
            }

            fn end(self) -> Result<()> {
                self.close();
                Ok(())
            }
        }
    )*};
}

lists! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}

impl SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Error;

    /// What can be a key, and how it is written, is for `serde_json` to say: it writes an object with
    /// this one member, of which the beginning is kept.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        let start = self.json.0.len();
        let mut alone = serde_json::Serializer::new(&mut self.json.0);
        alone.collect_map([(key, ())])?;
        self.json.0[start] = self.front;
        self.front = b',';
        self.json.0.truncate(self.json.0.len() - "null}".len());
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        value.serialize(&mut *self.json)
    }

    fn end(self) -> Result<()> {
        self.close();
        Ok(())
    }
}

impl SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        match self {
            Members::Object(members) => members.member(name, value),
            Members::Private(json, means) => {
                serde_json::to_writer(&mut json.0, &Private(means, value))
            }
        }
    }

    fn end(self) -> Result<()> {
        if let Members::Object(members) = self {
            members.close();
        }
        Ok(())
    }
}

impl SerializeStructVariant for Open<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        self.member(name, value)
    }

    fn end(self) -> Result<()> {
        self.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests;
