//! Keys of the crate `uuid`.

use ::uuid::Uuid;

use super::{Key, KeyKind, KeyValue};

#[cfg_attr(docsrs, doc(cfg(feature = "uuid")))]
impl Key for Uuid {
    const KIND: KeyKind = KeyKind::Uuid;

    fn value(&self) -> KeyValue<'_> {
        KeyValue::Uuid(self.into_bytes())
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Uuid(bytes) => Some(Uuid::from_bytes(bytes)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, KeyValue, Uuid};

    #[test]
    fn uuids_come_back() {
        for uuid in [Uuid::nil(), Uuid::max(), Uuid::from_u128(0x1234_5678 << 60)] {
            assert_eq!(Uuid::from_value(uuid.value()), Some(uuid));
        }
        assert_eq!(Uuid::from_value(KeyValue::Bytes([0; 16][..].into())), None);
    }
}
