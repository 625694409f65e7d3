//! Lists and objects, member by member.

use serde::{
    Serialize, Serializer,
    ser::{
        SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
        SerializeTupleStruct, SerializeTupleVariant,
    },
};
use serde_json::{Error, Result};

use super::{Json, is_plain};

/// A list or an object that is not yet at its end.
pub(super) struct Open<'a> {
    pub(super) json: &'a mut Json,
    /// What stands in front of the next member: what opens it, or a comma.
    pub(super) front: u8,
    pub(super) close: &'static [u8],
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
pub(super) enum Members<'a> {
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
