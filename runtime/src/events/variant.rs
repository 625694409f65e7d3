//! Enums as events: the variant names the event, and its content is the data.
//!
//! serde writes `Moved { to }` of an enum as `{"Moved": {"to": …}}`. One serializer here stops at the
//! name, another leaves it out. An enum that serde writes in another way, such as `#[serde(tag = …)]`,
//! names nothing and is data as a whole.

use std::fmt;

use serde::{
    Serialize, Serializer,
    ser::{self, SerializeStruct, SerializeTuple},
};

/// JSON into memory.
type Json<'a, 'b> = &'a mut serde_json::Serializer<&'b mut Vec<u8>>;

/// The name of the variant that a value is, as serde writes it.
#[inline]
pub(super) fn variant<E: Serialize>(value: &E) -> Option<&'static str> {
    match value.serialize(Probe) {
        Err(Seen(name)) => name,
        Ok(()) => None,
    }
}

/// Stops at the first call.
struct Probe;

/// What it saw.
#[derive(Debug)]
struct Seen(Option<&'static str>);

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the end of a probe")
    }
}

impl std::error::Error for Seen {}

impl ser::Error for Seen {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Seen(None)
    }
}

type Never = ser::Impossible<(), Seen>;

/// Calls that say no variant.
macro_rules! nameless {
    ($($method:ident($($type:ty),*) -> $ok:ty;)*) => {$(
        #[inline]
        fn $method(self, $(_: $type),*) -> Result<$ok, Seen> {
            Err(Seen(None))
        }
    )*};
}

impl Serializer for Probe {
    type Ok = ();
    type Error = Seen;
    type SerializeSeq = Never;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Never;
    type SerializeStructVariant = Never;

    nameless! {
        serialize_bool(bool) -> ();
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_i128(i128) -> ();
        serialize_u8(u8) -> ();
        serialize_u16(u16) -> ();
        serialize_u32(u32) -> ();
        serialize_u64(u64) -> ();
        serialize_u128(u128) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_str(&str) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_none() -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_seq(Option<usize>) -> Never;
        serialize_tuple(usize) -> Never;
        serialize_tuple_struct(&'static str, usize) -> Never;
        serialize_map(Option<usize>) -> Never;
        serialize_struct(&'static str, usize) -> Never;
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<(), Seen> {
        Err(Seen(None))
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        inner: &T,
    ) -> Result<(), Seen> {
        inner.serialize(self)
    }

    #[inline]
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
    ) -> Result<(), Seen> {
        Err(Seen(Some(name)))
    }

    #[inline]
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: &T,
    ) -> Result<(), Seen> {
        Err(Seen(Some(name)))
    }

    #[inline]
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Never, Seen> {
        Err(Seen(Some(name)))
    }

    #[inline]
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Never, Seen> {
        Err(Seen(Some(name)))
    }
}

/// Writes JSON without the name of the outermost variant.
pub(super) struct Payload<'a, 'b>(pub(super) Json<'a, 'b>);

/// The content of a variant as what it is without its name.
pub(super) struct Content<S>(S);

/// Calls that are handed on.
macro_rules! handed_on {
    ($($method:ident($($name:ident: $type:ty),*) -> $ok:ident;)*) => {$(
        #[inline]
        fn $method(self, $($name: $type),*) -> Result<Self::$ok, Self::Error> {
            self.0.$method($($name),*)
        }
    )*};
}

impl<'a, 'b> Serializer for Payload<'a, 'b> {
    type Ok = ();
    type Error = serde_json::Error;
    type SerializeSeq = <Json<'a, 'b> as Serializer>::SerializeSeq;
    type SerializeTuple = <Json<'a, 'b> as Serializer>::SerializeTuple;
    type SerializeTupleStruct = <Json<'a, 'b> as Serializer>::SerializeTupleStruct;
    type SerializeTupleVariant = Content<Self::SerializeTuple>;
    type SerializeMap = <Json<'a, 'b> as Serializer>::SerializeMap;
    type SerializeStruct = <Json<'a, 'b> as Serializer>::SerializeStruct;
    type SerializeStructVariant = Content<Self::SerializeStruct>;

    handed_on! {
        serialize_bool(value: bool) -> Ok;
        serialize_i8(value: i8) -> Ok;
        serialize_i16(value: i16) -> Ok;
        serialize_i32(value: i32) -> Ok;
        serialize_i64(value: i64) -> Ok;
        serialize_i128(value: i128) -> Ok;
        serialize_u8(value: u8) -> Ok;
        serialize_u16(value: u16) -> Ok;
        serialize_u32(value: u32) -> Ok;
        serialize_u64(value: u64) -> Ok;
        serialize_u128(value: u128) -> Ok;
        serialize_f32(value: f32) -> Ok;
        serialize_f64(value: f64) -> Ok;
        serialize_char(value: char) -> Ok;
        serialize_str(value: &str) -> Ok;
        serialize_bytes(value: &[u8]) -> Ok;
        serialize_none() -> Ok;
        serialize_unit() -> Ok;
        serialize_unit_struct(name: &'static str) -> Ok;
        serialize_seq(length: Option<usize>) -> SerializeSeq;
        serialize_tuple(length: usize) -> SerializeTuple;
        serialize_tuple_struct(name: &'static str, length: usize) -> SerializeTupleStruct;
        serialize_map(length: Option<usize>) -> SerializeMap;
        serialize_struct(name: &'static str, length: usize) -> SerializeStruct;
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Self::Error> {
        self.0.serialize_some(value)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Self::Error> {
        value.serialize(self)
    }

    #[inline]
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
    ) -> Result<(), Self::Error> {
        self.0.serialize_unit()
    }

    #[inline]
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Self::Error> {
        value.serialize(self.0)
    }

    #[inline]
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleVariant, Self::Error> {
        self.0.serialize_tuple(length).map(Content)
    }

    #[inline]
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStructVariant, Self::Error> {
        self.0.serialize_struct(name, length).map(Content)
    }
}

impl<S: SerializeTuple> ser::SerializeTupleVariant for Content<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        self.0.serialize_element(value)
    }

    #[inline]
    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

impl<S: SerializeStruct> ser::SerializeStructVariant for Content<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        self.0.serialize_field(key, value)
    }

    #[inline]
    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}
