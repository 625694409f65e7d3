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

use crate::stream::OneLineSerializer;

/// JSON into memory.
type Json<'a, 'b> = &'a mut OneLineSerializer<'b>;

/// What is known of a value before it is written.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// The name of the variant that it is, as serde writes it.
    pub(super) name: Option<&'static str>,
    /// Whether its content is a struct.
    pub(super) is_struct: bool,
}

impl Shape {
    /// The shape of a value.
    #[inline]
    pub(super) fn of<E: Serialize + ?Sized>(value: &E) -> Self {
        match value.serialize(Probe) {
            Err(Seen(shape)) => shape,
            Ok(()) => Shape::default(),
        }
    }

    /// Whether it is a struct and no variant, which as a content of another has its name in front.
    const fn is_struct_itself(&self) -> bool {
        self.is_struct && self.name.is_none()
    }

    const fn named(name: &'static str, is_struct: bool) -> Self {
        Shape {
            name: Some(name),
            is_struct,
        }
    }
}

/// Stops at the first call.
struct Probe;

/// What it saw.
#[derive(Debug)]
struct Seen(Shape);

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the end of a probe")
    }
}

impl std::error::Error for Seen {}

impl ser::Error for Seen {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Seen(Shape::default())
    }
}

type Never = ser::Impossible<(), Seen>;

/// Calls that say no variant.
macro_rules! nameless {
    ($($method:ident($($type:ty),*) -> $ok:ty;)*) => {$(
        #[inline]
        fn $method(self, $(_: $type),*) -> Result<$ok, Seen> {
            Err(Seen(Shape::default()))
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
    }

    /// Types of `serde_json` itself pass for structs under names that begin with `$`.
    #[inline]
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Never, Seen> {
        Err(Seen(Shape {
            name: None,
            is_struct: !name.starts_with('$'),
        }))
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<(), Seen> {
        Err(Seen(Shape::default()))
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
        Err(Seen(Shape::named(name, false)))
    }

    #[inline]
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        inner: &T,
    ) -> Result<(), Seen> {
        Err(Seen(Shape::named(
            name,
            Shape::of(inner).is_struct_itself(),
        )))
    }

    #[inline]
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Never, Seen> {
        Err(Seen(Shape::named(name, false)))
    }

    #[inline]
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Never, Seen> {
        Err(Seen(Shape::named(name, true)))
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
