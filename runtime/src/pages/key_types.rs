//! The types of the standard library that are keys.

use std::borrow::Cow;

use super::{Key, KeyKind, KeyValue};

macro_rules! keys {
    ($($type:ty: $kind:ident as $wide:ty;)*) => {$(
        impl Key for $type {
            const KIND: KeyKind = KeyKind::$kind;

            fn value(&self) -> KeyValue<'_> {
                KeyValue::$kind(<$wide>::from(*self))
            }

            fn from_value(value: KeyValue<'_>) -> Option<Self> {
                match value {
                    KeyValue::$kind(value) => value.try_into().ok(),
                    _ => None,
                }
            }
        }
    )*};
}

keys! {
    bool: Bool as bool;
    i16: Int as i64;
    i32: Int as i64;
    i64: Int as i64;
    u16: Uint as u64;
    u32: Uint as u64;
    u64: Uint as u64;
    f64: Float as f64;
}

impl Key for String {
    const KIND: KeyKind = KeyKind::Text;

    fn value(&self) -> KeyValue<'_> {
        KeyValue::Text(Cow::Borrowed(self))
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Text(text) => Some(text.into_owned()),
            _ => None,
        }
    }
}

impl<K: Key> Key for Option<K> {
    const KIND: KeyKind = K::KIND;
    const NULLABLE: bool = true;

    fn value(&self) -> KeyValue<'_> {
        self.as_ref().map_or(KeyValue::Null, K::value)
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        if value.is_null() {
            return Some(None);
        }
        K::from_value(value).map(Some)
    }
}
