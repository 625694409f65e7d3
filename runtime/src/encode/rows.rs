//! The rows of a value, for formats that have them.

use serde::{Serialize, Serializer, ser};

use super::members::Members;
use crate::body::BodyError;

pub(super) type Each<'f> = &'f mut dyn FnMut(&dyn erased_serde::Serialize) -> Result<(), BodyError>;

/// Hands out each element of a value that is an array in JSON, or else the value itself, once.
///
/// ```
/// use folio::{BodyError, encode};
///
/// let mut rows = Vec::new();
/// encode::rows(&["a", "b"], |row| {
///     rows.push(serde_json::to_string(row)?);
///     Ok::<(), serde_json::Error>(())
/// })?;
/// assert_eq!(rows, [r#""a""#, r#""b""#]);
/// # Ok::<(), BodyError>(())
/// ```
///
/// # Errors
///
/// The first error of `each`, which ends it, or the value's own.
pub fn rows<E: Into<BodyError>>(
    value: &dyn erased_serde::Serialize,
    mut each: impl FnMut(&dyn erased_serde::Serialize) -> Result<(), E>,
) -> Result<(), BodyError> {
    let mut each = |row: &dyn erased_serde::Serialize| each(row).map_err(Into::into);
    hand_out(value, None, &mut each)
}

/// As [`rows`], but of an object that has a member of a name hands out what stands there: the items
/// of a page, without what is said about the page.
///
/// ```
/// use folio::{BodyError, encode};
///
/// #[derive(serde::Serialize)]
/// struct Page {
///     items: Vec<u32>,
///     total: u64,
/// }
///
/// let mut rows = Vec::new();
/// encode::rows_of(&Page { items: vec![1, 2], total: 9 }, "items", |row| {
///     rows.push(serde_json::to_string(row)?);
///     Ok::<(), serde_json::Error>(())
/// })?;
/// assert_eq!(rows, ["1", "2"]);
/// # Ok::<(), BodyError>(())
/// ```
///
/// # Errors
///
/// As [`rows`].
pub fn rows_of<E: Into<BodyError>>(
    value: &dyn erased_serde::Serialize,
    member: &str,
    mut each: impl FnMut(&dyn erased_serde::Serialize) -> Result<(), E>,
) -> Result<(), BodyError> {
    let mut each = |row: &dyn erased_serde::Serialize| each(row).map_err(Into::into);
    hand_out(value, Some(member), &mut each)
}

/// Whether a value is an object in JSON.
pub(crate) fn is_object(value: &dyn erased_serde::Serialize) -> bool {
    let rows = Rows {
        each: None,
        member: None,
    };
    matches!(value.serialize(rows), Err(End::Object))
}

pub(super) fn hand_out(
    value: &dyn erased_serde::Serialize,
    member: Option<&str>,
    each: Each<'_>,
) -> Result<(), BodyError> {
    let rows = Rows {
        each: Some(&mut *each),
        member,
    };
    match value.serialize(rows) {
        Ok(()) => Ok(()),
        Err(End::Object | End::Scalar) => each(value),
        Err(End::Failed(error)) => Err(error),
    }
}

/// Ends with the first call, but for arrays whose elements somebody wants and objects whose member
/// may hold them.
struct Rows<'f> {
    each: Option<Each<'f>>,
    member: Option<&'f str>,
}

impl<'f> Rows<'f> {
    /// The array itself, if its elements are wanted.
    fn array(self) -> Result<Array<'f>, End> {
        self.each.map(Array).ok_or(End::Scalar)
    }

    /// The object's members, if one is wanted.
    fn object(self) -> Result<Members<'f>, End> {
        match self {
            Rows {
                each: Some(each),
                member: Some(name),
            } => Ok(Members::new(name, each)),
            _ => Err(End::Object),
        }
    }

    /// What a value wraps.
    fn inside(self, value: &dyn erased_serde::Serialize) -> Result<(), End> {
        match self.each {
            Some(each) => hand_out(value, self.member, each).map_err(End::Failed),
            None => value.serialize(self),
        }
    }
}

/// Hands out the elements of an array.
struct Array<'f>(Each<'f>);

/// Why no elements were handed out, or no more.
#[derive(Debug)]
pub(super) enum End {
    Object,
    Scalar,
    Failed(BodyError),
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            End::Object | End::Scalar => f.write_str("the value has no elements"),
            End::Failed(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for End {}

impl ser::Error for End {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        End::Failed(message.to_string().into())
    }
}

type Never = ser::Impossible<(), End>;

macro_rules! ends {
    ($end:ident: $($method:ident($($type:ty),*) -> $never:ty;)*) => {$(
        fn $method(self, $(_: $type),*) -> Result<$never, End> {
            Err(End::$end)
        }
    )*};
}

impl<'f> Serializer for Rows<'f> {
    type Ok = ();
    type Error = End;
    type SerializeSeq = Array<'f>;
    type SerializeTuple = Array<'f>;
    type SerializeTupleStruct = Array<'f>;
    type SerializeTupleVariant = Never;
    type SerializeMap = Members<'f>;
    type SerializeStruct = Members<'f>;
    type SerializeStructVariant = Never;

    ends! { Scalar:
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
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
    }

    ends! { Object:
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Never;
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), End> {
        Err(End::Object)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), End> {
        self.inside(&value)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), End> {
        self.inside(&value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Array<'f>, End> {
        self.array()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'f>, End> {
        self.object()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'f>, End> {
        self.object()
    }

    fn serialize_tuple(self, _: usize) -> Result<Array<'f>, End> {
        self.array()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Array<'f>, End> {
        self.array()
    }
}

macro_rules! array {
    ($($trait:ident :: $method:ident;)*) => {$(
        impl ser::$trait for Array<'_> {
            type Ok = ();
            type Error = End;

            fn $method<T: Serialize + ?Sized>(&mut self, element: &T) -> Result<(), End> {
                (self.0)(&element).map_err(End::Failed)
            }

            fn end(self) -> Result<(), End> {
                Ok(())
            }
        }
    )*};
}

array! {
    SerializeSeq::serialize_element;
    SerializeTuple::serialize_element;
    SerializeTupleStruct::serialize_field;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Serialize;

    use super::{is_object, rows};

    #[derive(Serialize)]
    struct Point(u8, u8);

    #[derive(Serialize)]
    struct Whole<T>(T);

    #[derive(Serialize)]
    enum Shape {
        Nothing,
        Round(u8),
        Square { side: u8 },
    }

    /// The rows of a value in JSON, and whether it is an object.
    fn seen(value: &dyn erased_serde::Serialize) -> (Vec<String>, bool) {
        let mut all = Vec::new();
        let each = |row: &dyn erased_serde::Serialize| {
            all.push(serde_json::to_string(row)?);
            Ok::<(), serde_json::Error>(())
        };
        rows(value, each).unwrap();
        (all, is_object(value))
    }

    #[test]
    fn an_array_has_rows_and_anything_else_is_one() {
        let map = BTreeMap::from([("a", 1)]);
        let cases: [(&dyn erased_serde::Serialize, &[&str], bool); 13] = [
            (&vec![1, 2], &["1", "2"], false),
            (&Vec::<u8>::new(), &[], false),
            (&[[1], [2]], &["[1]", "[2]"], false),
            (&(1, "a"), &["1", "\"a\""], false),
            (&Point(1, 2), &["1", "2"], false),
            (&Whole(Some(vec![1])), &["1"], false),
            (&Some(Whole(&map)), &[r#"{"a":1}"#], true),
            (&7, &["7"], false),
            (&None::<u8>, &["null"], false),
            (&Shape::Nothing, &["\"Nothing\""], false),
            (&Some(&map), &[r#"{"a":1}"#], true),
            (&Shape::Round(1), &[r#"{"Round":1}"#], true),
            (
                &Shape::Square { side: 1 },
                &[r#"{"Square":{"side":1}}"#],
                true,
            ),
        ];
        for (value, expected, object) in cases {
            let (rows, is_object) = seen(value);
            assert_eq!(
                (rows, is_object),
                (expected.iter().map(ToString::to_string).collect(), object)
            );
        }
    }

    #[test]
    fn the_first_error_ends_it() {
        let mut count = 0;
        let each = |_: &dyn erased_serde::Serialize| {
            count += 1;
            if count == 2 {
                Err("the second")
            } else {
                Ok(())
            }
        };
        let error = rows(&[1, 2, 3], each).unwrap_err();
        assert_eq!((error.to_string().as_str(), count), ("the second", 2));
    }
}
