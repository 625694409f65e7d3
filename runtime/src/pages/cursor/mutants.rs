//! A million changed cursors, none of which is taken for a genuine one.

use std::{collections::HashSet, time::Duration};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD},
};

use serde_json::Value;

use super::{
    super::key::KeyValue,
    Direction, InvalidCursor,
    plain::write,
    samples::{at, binding, ends, ring},
    token::Codec,
};

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A million in three tests, which run side by side.
const DAMAGED: usize = 260_000;
const GARBLED: usize = 370_000;

/// Counts what is refused.
struct Judge {
    codec: Codec,
    genuine: HashSet<String>,
    refused: usize,
}

impl Judge {
    fn new(codec: Codec) -> (Self, Vec<String>) {
        let tokens = genuine();
        let judge = Judge {
            codec,
            genuine: tokens.iter().cloned().collect(),
            refused: 0,
        };
        assert_eq!(judge.genuine.len(), tokens.len());
        (judge, tokens)
    }

    /// Every cursor that was not given out has one and the same problem.
    fn refuses(&mut self, token: &str) {
        if self.genuine.contains(token) {
            return;
        }
        let opened = self.codec.open(&binding(None), token, at(0));
        assert_eq!(opened.err(), Some(InvalidCursor::Unknown), "{token}");
        self.refused += 1;
    }

    /// A change of the bytes, spelled as cursors are.
    fn refuses_bytes(&mut self, bytes: &[u8]) {
        self.refuses(&URL_SAFE_NO_PAD.encode(bytes));
    }
}

/// Genuine cursors of all kinds: with other keys, bindings, ends, and by the older key.
fn genuine() -> Vec<String> {
    let now = |codec: &Codec, subject, way, keys: &[KeyValue<'_>]| {
        let sealed = codec.seal(&binding(subject), way, keys, at(0));
        sealed.expect("short")
    };
    let (codec, older) = (codec(), Codec::new(ring(2, &[]), None));
    let ending = Codec::new(ring(1, &[]), Some(Duration::from_mins(1)));
    let row = |id| [KeyValue::Int(1919), KeyValue::Uint(id)];
    let mut tokens = vec![
        now(&codec, None, Direction::Forward, &[]),
        now(&codec, None, Direction::Forward, &row(7)),
        now(&codec, None, Direction::Forward, &row(8)),
        now(&codec, None, Direction::Backward, &row(7)),
        now(&codec, Some("ada"), Direction::Forward, &row(7)),
        now(&older, None, Direction::Forward, &row(7)),
        now(&ending, None, Direction::Forward, &row(7)),
    ];
    let ends = ends().into_iter().step_by(3);
    tokens.extend(ends.map(|end| now(&codec, None, Direction::Forward, &[end])));
    tokens
}

fn codec() -> Codec {
    Codec::new(ring(1, &[2]), None)
}

/// `SplitMix64`: the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let end = u64::try_from(end).expect("64 bits");
        usize::try_from((mixed ^ (mixed >> 31)) % end).expect("below a usize")
    }

    fn letter(&mut self) -> u8 {
        LETTERS[self.below(LETTERS.len())]
    }
}

/// As a cursor can be damaged or tried out, place by place.
#[test]
fn no_damaged_cursor_is_taken() {
    let (mut judge, tokens) = Judge::new(codec());
    for token in &tokens {
        // All are genuine: none is refused for its signature.
        let wrong = judge.codec.open(&binding(None), token, at(0)).err();
        assert!(matches!(wrong, None | Some(InvalidCursor::OtherSubject)));
        bits(&mut judge, token);
        characters(&mut judge, token);
        cuts(&mut judge, token);
        spellings(&mut judge, token);
        for other in &tokens {
            splices(&mut judge, token, other);
        }
    }
    assert!(judge.refused >= DAMAGED, "{}", judge.refused);
}

#[test]
fn no_garbled_cursor_is_taken() {
    garble(5);
}

#[test]
fn no_other_garbled_cursor_is_taken() {
    garble(7);
}

/// The others: several changes at once, as they fall.
fn garble(seed: u64) {
    let (mut judge, tokens) = Judge::new(Codec::new(ring(1, &[]), None));
    let mut random = Random(seed);
    while judge.refused < GARBLED {
        let garbled = garbled(&mut random, &tokens);
        judge.refuses(&garbled);
    }
}

/// Every bit the other way, and every byte gone, twice, or behind a zero.
fn bits(judge: &mut Judge, token: &str) {
    let bytes = URL_SAFE_NO_PAD.decode(token).expect("genuine");
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        for bit in 0..8 {
            changed[at] ^= 1 << bit;
            judge.refuses_bytes(&changed);
            changed[at] = bytes[at];
        }
        changed.remove(at);
        judge.refuses_bytes(&changed);
        changed.insert(at, bytes[at]);
        for more in [0, bytes[at]] {
            changed.insert(at, more);
            judge.refuses_bytes(&changed);
            changed.remove(at);
        }
    }
}

/// Every character another one, and a few more at every place.
fn characters(judge: &mut Judge, token: &str) {
    let (mut changed, bytes) = (token.to_owned(), token.as_bytes());
    for at in 0..=token.len() {
        for other in ['A', '_', '=', '+', '/', '.', '%', ' ', '\n', '\0', 'é', '🏛'] {
            changed.insert(at, other);
            judge.refuses(&changed);
            changed.remove(at);
        }
        let Some(own) = bytes.get(at) else { break };
        changed.remove(at);
        for other in (0..128).filter(|other| other != own) {
            changed.insert(at, char::from(other));
            judge.refuses(&changed);
            changed.remove(at);
        }
        changed.insert(at, char::from(*own));
        let mut swapped = bytes.to_vec();
        swapped.swap(at, (at + 1) % bytes.len());
        judge.refuses(&String::from_utf8(swapped).expect("ASCII"));
    }
}

/// Every beginning, every end and everything without a few characters.
fn cuts(judge: &mut Judge, token: &str) {
    for at in 0..token.len() {
        judge.refuses(&token[..at]);
        judge.refuses(&token[at + 1..]);
        for len in [1, 2, 3, 4, 8] {
            let after = token.get(at + len..).unwrap_or_default();
            judge.refuses(&format!("{}{after}", &token[..at]));
        }
    }
}

/// The same bytes, spelled in another way.
fn spellings(judge: &mut Judge, token: &str) {
    let bytes = URL_SAFE_NO_PAD.decode(token).expect("genuine");
    for engine in [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE] {
        judge.refuses(&engine.encode(&bytes));
    }
    let around = [
        "=", "==", "===", " ", "\t", "\r\n", "\0", "%00", "\"", "A", "AA", "AAAA", ".",
    ];
    for extra in around {
        judge.refuses(&format!("{token}{extra}"));
        judge.refuses(&format!("{extra}{token}"));
    }
    judge.refuses(&token.replace('-', "+").replace('_', "/"));
    judge.refuses(&token.replace('-', "%2D").replace('_', "%5F"));
    judge.refuses(&token.to_lowercase());
    judge.refuses(&token.to_uppercase());
    judge.refuses(&token.chars().rev().collect::<String>());
    judge.refuses(&format!("{token}{token}"));
    judge.refuses(&URL_SAFE_NO_PAD.encode(token));
    if let Some(Value::String(hex)) = write(&KeyValue::Bytes(bytes.into())) {
        judge.refuses(&hex);
    }
    // The last character carries bits of nothing, where the bytes are no multiple of three.
    let last = token.len() - 1;
    for letter in LETTERS {
        judge.refuses(&format!("{}{}", &token[..last], char::from(*letter)));
    }
}

/// The beginning of one and the end of another, at every place.
fn splices(judge: &mut Judge, token: &str, other: &str) {
    for at in 0..token.len().min(other.len()) {
        judge.refuses(&format!("{}{}", &token[..at], &other[at..]));
        let from_end = token.len().min(other.len()) - at;
        let (head, tail) = (token.len() - from_end, other.len() - from_end);
        judge.refuses(&format!("{}{}", &token[..head], &other[tail..]));
    }
}

/// One of the cursors after up to five changes.
fn garbled(random: &mut Random, tokens: &[String]) -> String {
    let mut changed = tokens[random.below(tokens.len())].clone().into_bytes();
    for _ in 0..=random.below(5) {
        let at = random.below(changed.len());
        match random.below(5) {
            0 => changed[at] = random.letter(),
            1 => changed.insert(at, random.letter()),
            2 if changed.len() > 1 => drop(changed.remove(at)),
            3 => {
                let other = random.below(changed.len());
                changed.swap(at, other);
            }
            _ => {
                let end = changed.len().min(at + random.below(9));
                changed[at..end].reverse();
            }
        }
    }
    String::from_utf8(changed).expect("ASCII")
}
