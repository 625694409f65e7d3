//! Keys of the language itself, `Option` of one, and decimals.

use std::borrow::Cow;

use super::{Key, KeyKind, KeyValue};
use crate::pages::Decimal;

impl Key for bool {
    const KIND: KeyKind = KeyKind::Bool;

    fn value(&self) -> KeyValue<'_> {
        KeyValue::Bool(*self)
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Bool(value) => Some(value),
            _ => None,
        }
    }
}

/// Whole numbers that the type of their kind holds.
macro_rules! whole {
    ($kind:ident: $($number:ident)*) => {$(
        impl Key for $number {
            const KIND: KeyKind = KeyKind::$kind;

            fn value(&self) -> KeyValue<'_> {
                KeyValue::$kind((*self).into())
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

whole!(Int: i8 i16 i32 i64);
whole!(Uint: u8 u16 u32 u64);

impl Key for isize {
    const KIND: KeyKind = KeyKind::Int;

    fn value(&self) -> KeyValue<'_> {
        // No target has wider ones.
        KeyValue::Int(*self as i64)
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        i64::from_value(value)?.try_into().ok()
    }
}

impl Key for usize {
    const KIND: KeyKind = KeyKind::Uint;

    fn value(&self) -> KeyValue<'_> {
        // No target has wider ones.
        KeyValue::Uint(*self as u64)
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        u64::from_value(value)?.try_into().ok()
    }
}

/// Every NaN comes back as [`f64::NAN`]; the sign of zero stays.
impl Key for f64 {
    const KIND: KeyKind = KeyKind::Float;

    fn value(&self) -> KeyValue<'_> {
        KeyValue::Float(if self.is_nan() { f64::NAN } else { *self })
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Float(value) if value.is_nan() => Some(f64::NAN),
            KeyValue::Float(value) => Some(value),
            _ => None,
        }
    }
}

/// Every NaN comes back as [`f32::NAN`]; the sign of zero stays.
impl Key for f32 {
    const KIND: KeyKind = KeyKind::Float;

    fn value(&self) -> KeyValue<'_> {
        KeyValue::Float(if self.is_nan() {
            f64::NAN
        } else {
            f64::from(*self)
        })
    }

    #[expect(clippy::cast_possible_truncation, reason = "what it loses is refused")]
    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        let wide = f64::from_value(value)?;
        let narrow = wide as f32;
        if wide.is_nan() {
            return Some(f32::NAN);
        }
        (f64::from(narrow).to_bits() == wide.to_bits()).then_some(narrow)
    }
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

impl Key for Vec<u8> {
    const KIND: KeyKind = KeyKind::Bytes;

    fn value(&self) -> KeyValue<'_> {
        KeyValue::Bytes(Cow::Borrowed(self))
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Bytes(bytes) => Some(bytes.into_owned()),
            _ => None,
        }
    }
}

impl Key for Decimal {
    const KIND: KeyKind = KeyKind::Decimal;

    fn value(&self) -> KeyValue<'_> {
        KeyValue::Decimal(Cow::Borrowed(self.as_str()))
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Decimal(text) => Decimal::new(text).ok(),
            _ => None,
        }
    }
}

/// `None` is [`KeyValue::Null`]. An `Option` of an `Option` does not compile: its two nothings could
/// not be told apart.
impl<K: Key> Key for Option<K> {
    const KIND: KeyKind = K::KIND;

    const NULLABLE: bool = {
        assert!(!K::NULLABLE, "a key can be null in one way only");
        true
    };

    fn value(&self) -> KeyValue<'_> {
        const { assert!(Self::NULLABLE) };
        self.as_ref().map_or(KeyValue::Null, Key::value)
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        if value.is_null() {
            Some(None)
        } else {
            K::from_value(value).map(Some)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Key, KeyValue};
    use crate::pages::Decimal;

    /// Takes a key to its value and back.
    fn back<K: Key>(key: &K) -> K {
        let value = key.value();
        assert!(value.is_null() || value.kind() == Some(K::KIND));
        K::from_value(value.into_owned()).expect("its own value")
    }

    proptest! {
        #[test]
        fn numbers_come_back(int in any::<i64>(), small in any::<i8>(), uint in any::<u64>(), own in any::<usize>()) {
            prop_assert_eq!(back(&int), int);
            prop_assert_eq!(back(&small), small);
            prop_assert_eq!(back(&Some(uint)), Some(uint));
            prop_assert_eq!(back(&own), own);
            prop_assert_eq!(back(&own.cast_signed()), own.cast_signed());
        }

        #[test]
        fn a_number_out_of_range_is_no_key(wide in any::<i64>()) {
            let held = i16::try_from(wide).ok();
            prop_assert_eq!(i16::from_value(KeyValue::Int(wide)), held);
            prop_assert_eq!(u64::from_value(KeyValue::Int(wide)), None);
        }

        #[test]
        fn floats_come_back_by_their_bits(double in any::<u64>(), single in any::<u32>()) {
            let (double, single) = (f64::from_bits(double), f32::from_bits(single));
            if double.is_nan() {
                prop_assert_eq!(back(&double).to_bits(), f64::NAN.to_bits());
            } else {
                prop_assert_eq!(back(&double).to_bits(), double.to_bits());
            }
            if single.is_nan() {
                prop_assert_eq!(back(&single).to_bits(), f32::NAN.to_bits());
            } else {
                prop_assert_eq!(back(&single).to_bits(), single.to_bits());
            }
        }

        #[test]
        fn texts_and_bytes_come_back(text in any::<String>(), bytes in any::<Vec<u8>>(), decimal in "[+-]?[0-9]{1,40}(\\.[0-9]{0,40})?") {
            prop_assert_eq!(back(&text), text);
            prop_assert_eq!(back(&bytes), bytes);
            let number = Decimal::new(&*decimal).expect("a decimal");
            let same = back(&number);
            prop_assert_eq!(same.as_str(), decimal);
        }
    }

    #[test]
    fn the_ends_of_every_type_come_back() {
        for int in [i64::MIN, -1, 0, i64::MAX] {
            assert_eq!(back(&int), int);
        }
        for uint in [0, 1 << 63, u64::MAX] {
            assert_eq!(back(&uint), uint);
        }
        let subnormal = f64::from_bits(1);
        for float in [-0.0, 0.0, subnormal, f64::MIN, f64::MAX, f64::INFINITY] {
            assert_eq!(back(&float).to_bits(), float.to_bits());
        }
        let payload = f64::from_bits(0xfff0_0000_dead_beef);
        assert_eq!(back(&payload).to_bits(), f64::NAN.to_bits());
        assert_eq!(f32::from_value(KeyValue::Float(0.1)), None);
        assert!(back(&true) && !back(&false));
        assert_eq!(back(&None::<String>), None);
        assert_eq!(String::from_value(KeyValue::Null), None);
    }
}
