use std::borrow::Cow;

use proptest::prelude::*;

use super::{
    super::samples::{any_key, binding, ends, same},
    Binding, Direction, KeyValue, Payload, read_key, read_number, read_signed, write_number,
    write_signed,
};

fn bytes(payload: &Payload<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    payload.write(&mut out);
    out
}

fn payload(expires: Option<u128>, binding: Binding, keys: Vec<KeyValue<'_>>) -> Payload<'_> {
    Payload {
        direction: Direction::Backward,
        expires,
        binding,
        keys: Cow::Owned(keys),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn contents_come_back(keys in prop::collection::vec(any_key(), 0..6), expires in any::<Option<u128>>(), subject in any::<Option<String>>()) {
        let whole = payload(expires, binding(subject.as_deref()), keys);
        let read = Payload::read(&bytes(&whole)).expect("what was written");
        prop_assert!(same(&read.keys, &whole.keys));
        prop_assert_eq!(read.binding, whole.binding);
        prop_assert_eq!((read.direction, read.expires), (whole.direction, whole.expires));
    }

    #[test]
    fn whatever_is_read_has_one_spelling(tail in any::<Vec<u8>>(), flags in 0..64_u8) {
        let all = [&[1, flags][..], &tail].concat();
        if let Some(read) = Payload::read(&all) {
            prop_assert_eq!(bytes(&read), all);
        }
    }

    #[test]
    fn a_changed_content_is_another_or_none(keys in prop::collection::vec(any_key(), 1..4), at in any::<prop::sample::Index>(), bit in 0..8_u32) {
        let whole = bytes(&payload(Some(1), binding(Some("a")), keys));
        let mut changed = whole.clone();
        changed[at.index(whole.len())] ^= 1 << bit;
        if let Some(read) = Payload::read(&changed) {
            prop_assert_eq!(bytes(&read), changed);
        }
    }

    #[test]
    fn numbers_come_back(number in any::<u128>(), signed in any::<i128>()) {
        let mut out = Vec::new();
        write_number(&mut out, number);
        write_signed(&mut out, signed);
        let rest = &mut &out[..];
        prop_assert_eq!(read_number(rest), Some(number));
        prop_assert_eq!(read_signed(rest), Some(signed));
        prop_assert!(rest.is_empty());
    }
}

#[test]
fn the_ends_of_keys_come_back() {
    for end in ends() {
        let whole = payload(Some(u128::MAX), Binding::default(), vec![end]);
        let read = Payload::read(&bytes(&whole)).expect("what was written");
        assert!(same(&read.keys, &whole.keys), "{:?}", whole.keys);
    }
    for number in [0, 1, 127, 128, 1 << 64, u128::MAX] {
        let mut out = Vec::new();
        write_number(&mut out, number);
        assert_eq!(read_number(&mut &out[..]), Some(number));
    }
}

#[test]
fn a_second_spelling_is_refused() {
    let longer_than_needed: [&[u8]; 4] = [
        &[0x80, 0],
        &[0xff, 0],
        &[0x81, 0x80, 0],
        // 2¹²⁸
        &[
            128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
            128, 4,
        ],
    ];
    for number in longer_than_needed {
        assert_eq!(read_number(&mut &*number), None, "{number:?}");
    }
    let keys: [&[u8]; 12] = [
        &[],
        &[1],
        &[1, 2],
        // Another NaN.
        &[4, 0xff, 0xf8, 0, 0, 0, 0, 0, 0],
        // No decimal.
        &[5, 1, b'x'],
        &[5, 0],
        // Not UTF-8.
        &[6, 1, 0xff],
        // Longer than what is there.
        &[6, 2, b'x'],
        &[7, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
        &[8, 0],
        // 2³¹ days.
        &[9, 0x80, 0x80, 0x80, 0x80, 0x10],
        &[13],
    ];
    for key in keys {
        assert_eq!(read_key(&mut &*key), None, "{key:?}");
    }
}

#[test]
fn other_versions_and_flags_are_refused() {
    assert!(Payload::read(&[1, 0]).is_some());
    let refused: [&[u8]; 7] = [
        &[],
        &[1],
        &[0, 0],
        &[2, 0],
        &[1, 1 << 6],
        &[1, 1 << 7],
        // A digest that is none.
        &[1, 1 << 2, 0, 0, 0, 0, 0, 0, 0, 0],
    ];
    for bytes in refused {
        assert_eq!(Payload::read(bytes), None, "{bytes:?}");
    }
}
