//! Structs as data, which most events are: written member by member.
//!
//! `serde_json` looks at every character of every key. Keys are the program's and nearly always plain, so
//! here they are looked at in one go and written at once; each value is `serde_json`'s to write.

use serde::{Serialize, Serializer, ser};
use serde_json::Error;

use crate::stream::one_line;

type Never = ser::Impossible<(), Error>;

/// Writes what [`Shape`](super::variant::Shape) says is a struct.
pub(super) struct Members<'f>(pub(super) &'f mut Vec<u8>);

/// A struct that is being written.
pub(super) struct Struct<'f> {
    frame: &'f mut Vec<u8>,
    begun: bool,
}

impl<'f> Members<'f> {
    #[inline]
    fn begin(self) -> Struct<'f> {
        Struct {
            frame: self.0,
            begun: false,
        }
    }
}

impl Struct<'_> {
    #[inline]
    fn member<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        let begin = if self.begun { b",\"" } else { b"{\"" };
        self.begun = true;
        if is_plain(key.as_bytes()) {
            self.frame.extend_from_slice(begin);
            self.frame.extend_from_slice(key.as_bytes());
            self.frame.extend_from_slice(b"\":");
        } else {
            self.frame.push(begin[0]);
            one_line(key, self.frame)?;
            self.frame.push(b':');
        }
        one_line(value, self.frame)
    }

    #[inline]
    fn finish(self) {
        self.frame
            .extend_from_slice(if self.begun { b"}" } else { b"{}" });
    }
}

/// The characters that stand in JSON as they are.
const PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut byte = 0;
    while byte < b' ' {
        plain[byte as usize] = false;
        byte += 1;
    }
    plain[b'"' as usize] = false;
    plain[b'\\' as usize] = false;
    plain
};

/// Whether a key stands in JSON as it is.
#[inline]
fn is_plain(key: &[u8]) -> bool {
    key.iter().all(|byte| PLAIN[usize::from(*byte)])
}

/// What no struct calls.
#[cold]
fn no_struct<T>() -> Result<T, Error> {
    Err(ser::Error::custom("a value was a struct and is none now"))
}

macro_rules! never {
    ($($method:ident($($type:ty),*) -> $ok:ty;)*) => {$(
        fn $method(self, $(_: $type),*) -> Result<$ok, Error> {
            no_struct()
        }
    )*};
}

impl<'f> Serializer for Members<'f> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Never;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Struct<'f>;
    type SerializeStructVariant = Struct<'f>;

    never! {
        serialize_bool(bool) -> ();
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_u8(u8) -> ();
        serialize_u16(u16) -> ();
        serialize_u32(u32) -> ();
        serialize_u64(u64) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_str(&str) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_none() -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_seq(Option<usize>) -> Never;
        serialize_tuple(usize) -> Never;
        serialize_tuple_struct(&'static str, usize) -> Never;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never;
        serialize_map(Option<usize>) -> Never;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<(), Error> {
        no_struct()
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    #[inline]
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Struct<'f>, Error> {
        Ok(self.begin())
    }

    #[inline]
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Struct<'f>, Error> {
        Ok(self.begin())
    }
}

impl ser::SerializeStruct for Struct<'_> {
    type Ok = ();
    type Error = Error;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.member(key, value)
    }

    #[inline]
    fn end(self) -> Result<(), Error> {
        self.finish();
        Ok(())
    }
}

impl ser::SerializeStructVariant for Struct<'_> {
    type Ok = ();
    type Error = Error;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.member(key, value)
    }

    #[inline]
    fn end(self) -> Result<(), Error> {
        self.finish();
        Ok(())
    }
}
