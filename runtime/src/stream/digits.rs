//! Numbers in digits.
//!
//! Ids and counters are short, and streams write one or two with each item: copies of a known length cost
//! a few instructions, those of any length a call.

use std::io::{self, Write};

/// `00` to `99`.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let (mut number, mut tens, mut ones) = (0, b'0', b'0');
    while number < pairs.len() {
        pairs[number] = [tens, ones];
        (tens, ones) = if ones == b'9' {
            (tens + 1, b'0')
        } else {
            (tens, ones + 1)
        };
        number += 1;
    }
    pairs
};

/// The last two digits.
#[inline]
fn pair(number: u64) -> [u8; 2] {
    PAIRS[usize::try_from(number % 100).unwrap_or_default()]
}

/// Writes a number.
#[inline]
pub(crate) fn write_digits<W: Write + ?Sized>(number: u64, writer: &mut W) -> io::Result<()> {
    let [a, b] = pair(number / 100);
    let [c, d] = pair(number);
    match number {
        0..10 => writer.write_all(&[d]),
        10..100 => writer.write_all(&[c, d]),
        100..1000 => writer.write_all(&[b, c, d]),
        1000..10_000 => writer.write_all(&[a, b, c, d]),
        _ => {
            write_digits(number / 10_000, writer)?;
            writer.write_all(&[a, b, c, d])
        }
    }
}

/// The same into memory.
#[inline]
pub(crate) fn digits(number: u64, frame: &mut Vec<u8>) {
    // Writing into memory does not fail.
    let _ = write_digits(number, frame);
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn numbers_are_written_as_everywhere() {
        let around = (0..20).map(|power| 10_u64.pow(power));
        let around = around.flat_map(|n| [n - 1, n, n + 1]);
        for number in (0..12_000).chain(around).chain([u64::MAX]) {
            let mut frame = Vec::new();
            digits(number, &mut frame);
            assert_eq!(frame, number.to_string().into_bytes());
        }
    }
}
