//! Writing JSON: byte for byte what `serde_json` writes, with fewer steps for texts and names.
//!
//! Most texts hold nothing to escape. That is found out eight bytes at a time here, and such a text
//! copied whole; everything rare is left to `serde_json` itself.

mod open;
mod serializer;

use serde::Serialize;
use serde_json::Result;

/// A value as JSON; `likely` is how many bytes it takes, as far as is known.
pub(crate) fn write<T: Serialize + ?Sized>(value: &T, likely: usize) -> Result<Vec<u8>> {
    let mut json = Json(Vec::with_capacity(likely));
    value.serialize(&mut json)?;
    Ok(json.0)
}

/// The JSON so far.
struct Json(Vec<u8>);

impl Json {
    fn text(&mut self, text: &str) -> Result<()> {
        if !is_plain(text.as_bytes()) {
            return serde_json::to_writer(&mut self.0, text);
        }
        self.0.push(b'"');
        self.0.extend_from_slice(text.as_bytes());
        self.0.push(b'"');
        Ok(())
    }
}

/// Whether a text stands in JSON as it is: without `"`, `\` and control characters (RFC 8259 §7).
fn is_plain(text: &[u8]) -> bool {
    let found = if let Some(last) = text.last_chunk() {
        // The last word may lie over the one before it.
        let (words, _) = text.as_chunks();
        let marks = words.iter().map(|word| marks(*word));
        marks.fold(self::marks(*last), |all, one| all | one)
    } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        let mut word = [0; 8];
        word[..4].copy_from_slice(first);
        word[4..].copy_from_slice(last);
        marks(word)
    } else {
        text.iter().fold(0, |all, byte| all | marks([*byte; 8]))
    };
    found == 0
}

/// Not 0 if one of eight bytes has to be escaped.
fn marks(word: [u8; 8]) -> u64 {
    const fn each(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    let word = u64::from_ne_bytes(word);
    // Beside one bit, `"` is the byte behind the control characters. What is less than another byte
    // has its highest bit set in the difference and not in itself; a borrow from the next byte can
    // mark more, but only where there is a mark.
    let controls_and_quotes = (word ^ each(b'"' ^ b' ')).wrapping_sub(each(b' ' + 1));
    let backslashes = (word ^ each(b'\\')).wrapping_sub(each(1));
    (controls_and_quotes | backslashes) & !word & each(0x80)
}

#[cfg(test)]
mod tests;
