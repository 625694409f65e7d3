use std::time::{Duration, UNIX_EPOCH};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use proptest::prelude::*;

use super::{
    super::{
        Digest,
        samples::{any_key, at, binding, ends, ring, same},
    },
    Codec, Direction, InvalidCursor, KeyValue, MAX_LEN, OversizedCursor, Payload,
};

fn signed(first: u8, older: &[u8]) -> Codec {
    Codec::new(ring(first, older), None)
}

/// A cursor of one row, forward.
fn token(codec: &Codec) -> String {
    let keys = [KeyValue::Int(1919), KeyValue::Uint(7)];
    let token = codec.seal(&binding(None), Direction::Forward, &keys, at(0));
    token.expect("short")
}

/// What is wrong with a cursor at a time.
fn wrong(codec: &Codec, token: &str, millis: u64) -> Option<InvalidCursor> {
    codec.open(&binding(None), token, at(millis)).err()
}

proptest! {
    #[test]
    fn what_was_sealed_is_opened(keys in prop::collection::vec(any_key(), 0..5), lifetime in any::<Option<u32>>()) {
        let codec = Codec::new(ring(1, &[]), lifetime.map(|secs| Duration::from_secs(u64::from(secs) + 1)));
        for direction in [Direction::Forward, Direction::Backward] {
            let token = codec.seal(&binding(Some("ada")), direction, &keys, at(0));
            let Ok(token) = token else { continue };
            let (way, opened) = codec.open(&binding(Some("ada")), &token, at(0)).expect("genuine");
            prop_assert_eq!(way, direction);
            prop_assert!(same(&opened, &keys));
            prop_assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
        }
    }

    #[test]
    fn any_text_is_refused(text in any::<String>(), letters in "[A-Za-z0-9_-]{0,200}") {
        for text in [text, letters] {
            prop_assert_eq!(wrong(&signed(1, &[2]), &text, 0), Some(InvalidCursor::Unknown));
        }
    }

    #[test]
    fn what_is_signed_has_one_spelling_only(letters in "AQ[A-Za-z0-9_-]{1,60}") {
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(&letters) else { return Ok(()) };
        if let Some(payload) = Payload::read(&bytes) {
            let mut written = Vec::new();
            payload.write(&mut written);
            prop_assert_eq!(URL_SAFE_NO_PAD.encode(written), letters);
        }
    }
}

#[test]
fn the_ends_of_keys_come_back() {
    let keys = ends();
    let codec = signed(1, &[]);
    let token = codec.seal(&binding(None), Direction::Backward, &keys, at(0));
    let opened = codec.open(&binding(None), &token.expect("short"), at(0));
    assert!(same(&opened.expect("genuine").1, &keys));
}

#[test]
fn a_cursor_is_what_another_program_makes_of_the_same() {
    // By Python's `hmac`, `hashlib` and `base64`, after the module docs of `payload` and `keys`.
    let expected =
        "ARz579Z7RVHswyHT7SGVdmZ6YgPOYFqyOeIC_h0DBw58doVm7EAZiTKP-warwE8wudlXMQLAjkNAAOkyzOy4";
    assert_eq!(token(&signed(1, &[])), expected);
}

#[test]
fn a_first_key_signs_and_all_open() {
    let (before, between) = (signed(1, &[]), signed(2, &[1]));
    let after = signed(2, &[]);
    assert_eq!(wrong(&between, &token(&before), 0), None);
    assert_eq!(wrong(&after, &token(&between), 0), None);
    let unknown = Some(InvalidCursor::Unknown);
    assert_eq!(wrong(&after, &token(&before), 0), unknown);
    assert_eq!(wrong(&before, &token(&between), 0), unknown);
}

#[test]
fn a_cursor_ends_with_its_lifetime() {
    let codec = Codec::new(ring(1, &[]), Some(Duration::from_millis(1_500)));
    let ending = token(&codec);
    assert_eq!(wrong(&codec, &ending, 1_499), None);
    let expired = Some(InvalidCursor::Expired);
    // A sixteenth of it at most goes by until it has.
    assert_eq!(wrong(&codec, &ending, 1_594), expired);
    let sealed = |millis| {
        let keys = [KeyValue::Uint(7)];
        codec.seal(&binding(None), Direction::Forward, &keys, at(millis))
    };
    assert_eq!(sealed(20), sealed(60), "a page asked for again is the same");
    assert_ne!(sealed(20), sealed(200));
    // What is inside counts, and nothing lives on that was made before there was a lifetime.
    let endless = signed(1, &[]);
    assert_eq!(wrong(&endless, &ending, 1_594), expired);
    assert_eq!(wrong(&codec, &token(&endless), 0), expired);

    let forever = Codec::new(ring(1, &[]), Some(Duration::MAX));
    assert_eq!(wrong(&forever, &token(&forever), u64::MAX >> 12), None);
    let before_1970 = UNIX_EPOCH - Duration::from_secs(1);
    let early = codec.seal(&binding(None), Direction::Forward, &[], before_1970);
    assert_eq!(wrong(&codec, &early.expect("short"), 0), expired);
}

#[test]
fn the_first_thing_that_is_wrong_is_said() {
    let codec = Codec::new(ring(1, &[]), Some(Duration::from_secs(1)));
    let token = token(&codec);
    let other = Digest::of([&b"other"[..]]);
    let mut asked = binding(None);
    let mut wrong = |late, change: &dyn Fn(&mut super::Binding)| {
        change(&mut asked);
        codec.open(&asked, &token, at(late)).err()
    };
    assert_eq!(wrong(0, &|_| {}), None);
    let subject = wrong(0, &|asked| asked.subject = other);
    assert_eq!(subject, Some(InvalidCursor::OtherSubject));
    let filters = wrong(0, &|asked| asked.filters = other);
    assert_eq!(filters, Some(InvalidCursor::OtherFilters));
    let order = wrong(0, &|asked| asked.order = other);
    assert_eq!(order, Some(InvalidCursor::OtherOrder));
    let route = wrong(0, &|asked| asked.route = other);
    assert_eq!(route, Some(InvalidCursor::OtherRoute));
    assert_eq!(wrong(1_063, &|_| {}), Some(InvalidCursor::Expired));
}

#[test]
fn a_cursor_has_a_greatest_length() {
    let codec = signed(1, &[]);
    let seal = |len: usize| {
        let keys = [KeyValue::Text("x".repeat(len).into())];
        codec.seal(&binding(None), Direction::Forward, &keys, at(0))
    };
    let longest = (0..MAX_LEN).rev().find_map(|len| seal(len).ok());
    let longest = longest.expect("some length fits");
    assert_eq!(longest.len(), MAX_LEN);
    assert_eq!(wrong(&codec, &longest, 0), None);

    let OversizedCursor(chars) = seal(MAX_LEN).expect_err("too long");
    assert!(chars > MAX_LEN);
    // Not even looked at.
    let unknown = Some(InvalidCursor::Unknown);
    assert_eq!(wrong(&codec, &"A".repeat(MAX_LEN + 1), 0), unknown);
    assert_eq!(wrong(&codec, &"A".repeat(1 << 20), 0), unknown);
}

#[test]
fn every_problem_is_a_400_with_its_own_detail() {
    use crate::Problem;

    let all = [
        InvalidCursor::Unknown,
        InvalidCursor::Expired,
        InvalidCursor::OtherRoute,
        InvalidCursor::OtherOrder,
        InvalidCursor::OtherFilters,
        InvalidCursor::OtherSubject,
    ];
    let mut details = std::collections::BTreeSet::new();
    for invalid in all {
        let problem = serde_json::to_value(invalid.problem()).expect("JSON");
        assert_eq!(problem["status"], 400);
        details.insert(problem["detail"].as_str().expect("a detail").to_owned());
    }
    assert_eq!(details.len(), all.len());
}
