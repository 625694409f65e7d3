//! The keys of a row together, as a type.

use super::{
    super::key::{Key, KeyKind, KeyValue},
    payload::code,
};

/// The keys a list goes on from: one [`Key`], a tuple of up to eight, or [`Keys`] whose kinds only the
/// running program knows.
///
/// ```
/// use folio::pages::{CursorKey, KeyValue};
///
/// let last = (1919_i32, Some("Bauhaus".to_owned()), 7_u64);
/// let keys = last.to_keys();
/// assert_eq!(keys[0], KeyValue::Int(1919));
///
/// let owned = keys.into_iter().map(KeyValue::into_owned).collect();
/// assert_eq!(<(i32, Option<String>, u64)>::from_keys(owned), Some(last));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the keys of a cursor",
    label = "not keys",
    note = "take a `Key` such as `u64` or `String`, a tuple of up to eight keys, or `folio::pages::Keys`"
)]
pub trait CursorKey: Sized {
    /// What kinds of keys these are, in their order; nothing where only the running program knows.
    const SHAPE: Option<&'static [KeyShape]>;

    /// The values.
    fn to_keys(&self) -> Vec<KeyValue<'_>>;

    /// The keys of values; `None` where there are more or fewer, or one is of another kind or out of
    /// range.
    fn from_keys(keys: Vec<KeyValue<'static>>) -> Option<Self>;
}

/// What values a key can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyShape {
    /// Their kind.
    pub kind: KeyKind,
    /// Whether one of them is null.
    pub nullable: bool,
}

impl KeyShape {
    /// The shape of a type of keys.
    #[must_use]
    pub const fn of<K: Key>() -> Self {
        KeyShape {
            kind: K::KIND,
            nullable: K::NULLABLE,
        }
    }
}

/// Keys whose number and kinds only the running program knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Keys(pub Vec<KeyValue<'static>>);

impl CursorKey for Keys {
    const SHAPE: Option<&'static [KeyShape]> = None;

    fn to_keys(&self) -> Vec<KeyValue<'_>> {
        self.0.clone()
    }

    fn from_keys(keys: Vec<KeyValue<'static>>) -> Option<Self> {
        Some(Keys(keys))
    }
}

#[diagnostic::do_not_recommend]
impl<K: Key> CursorKey for K {
    const SHAPE: Option<&'static [KeyShape]> = Some(&[KeyShape::of::<K>()]);

    fn to_keys(&self) -> Vec<KeyValue<'_>> {
        vec![self.value()]
    }

    fn from_keys(keys: Vec<KeyValue<'static>>) -> Option<Self> {
        let [key] = keys.try_into().ok()?;
        K::from_value(key)
    }
}

macro_rules! tuple {
    ($($key:ident $name:ident),+) => {
        impl<$($key: Key),+> CursorKey for ($($key,)+) {
            const SHAPE: Option<&'static [KeyShape]> = Some(&[$(KeyShape::of::<$key>()),+]);

            fn to_keys(&self) -> Vec<KeyValue<'_>> {
                let ($($name,)+) = self;
                vec![$($name.value()),+]
            }

            fn from_keys(keys: Vec<KeyValue<'static>>) -> Option<Self> {
                let [$($name),+] = keys.try_into().ok()?;
                Some(($($key::from_value($name)?,)+))
            }
        }
    };
}

tuple!(A a);
tuple!(A a, B b);
tuple!(A a, B b, C c);
tuple!(A a, B b, C c, D d);
tuple!(A a, B b, C c, D d, E e);
tuple!(A a, B b, C c, D d, E e, F f);
tuple!(A a, B b, C c, D d, E e, F f, G g);
tuple!(A a, B b, C c, D d, E e, F f, G g, H h);

/// The shape of keys in bytes that stay the same from release to release: a part of what an order's
/// digest is made of.
pub(crate) fn fingerprint<K: CursorKey>() -> Vec<u8> {
    let byte = |shape: &KeyShape| code(shape.kind) << 1 | u8::from(shape.nullable);
    K::SHAPE.map_or_else(|| vec![0], |shapes| shapes.iter().map(byte).collect())
}

#[cfg(test)]
mod tests {
    use super::{CursorKey, KeyShape, KeyValue, Keys, fingerprint};
    use crate::pages::KeyKind;

    fn back<K: CursorKey>(keys: &K) -> Option<K> {
        let owned = keys.to_keys().into_iter().map(KeyValue::into_owned);
        K::from_keys(owned.collect())
    }

    #[test]
    fn one_key_and_tuples_of_them_come_back() {
        assert_eq!(back(&7_u64), Some(7));
        assert_eq!(back(&(7_u64,)), Some((7,)));
        let text = String::from("é");
        assert_eq!(back(&(text.clone(), -1_i64)), Some((text.clone(), -1)));
        let eight = (
            true,
            1_u8,
            2_i16,
            text,
            None::<f64>,
            vec![0_u8],
            Some(3_i64),
            4_u64,
        );
        assert_eq!(back(&eight), Some(eight));
        let keys = Keys(vec![KeyValue::Null, KeyValue::Date(3)]);
        assert_eq!(back(&keys), Some(keys));
    }

    #[test]
    fn other_keys_are_none() {
        let one = || vec![KeyValue::Uint(1)];
        let two = || vec![KeyValue::Uint(1), KeyValue::Uint(256)];
        assert_eq!(u64::from_keys(Vec::new()), None);
        assert_eq!(u64::from_keys(two()), None);
        assert_eq!(<(u64,)>::from_keys(two()), None);
        assert_eq!(<(u64, u64)>::from_keys(one()), None);
        assert_eq!(<(u64, u64)>::from_keys(two()), Some((1, 256)));
        assert_eq!(<(u64, i64)>::from_keys(two()), None);
        assert_eq!(<(u64, u8)>::from_keys(two()), None);
    }

    #[test]
    fn fingerprints_tell_shapes_apart() {
        let shape = <(String, Option<i8>)>::SHAPE.expect("known");
        let of = |kind, nullable| KeyShape { kind, nullable };
        assert_eq!(shape, [of(KeyKind::Text, false), of(KeyKind::Int, true)]);
        let all = [
            fingerprint::<Keys>(),
            fingerprint::<i64>(),
            fingerprint::<u64>(),
            fingerprint::<Option<i64>>(),
            fingerprint::<(i64, u64)>(),
            fingerprint::<(u64, i64)>(),
        ];
        for (index, one) in all.iter().enumerate() {
            assert_eq!(all.iter().position(|other| other == one), Some(index));
        }
        // A column may get narrower: the keys that are given out stay what they were.
        assert_eq!(fingerprint::<i8>(), fingerprint::<(i64,)>());
    }
}
