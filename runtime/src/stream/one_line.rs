//! JSON on one line.

use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;

use super::digits::write_digits;

/// Writes compact JSON, in which JSON that somebody else wrote has no line ends either.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OneLine;

/// What writes JSON on one line into memory.
pub(crate) type OneLineSerializer<'f> = serde_json::Serializer<&'f mut Vec<u8>, OneLine>;

/// Writes a value.
#[inline]
pub(crate) fn one_line<T: Serialize + ?Sized>(
    value: &T,
    frame: &mut Vec<u8>,
) -> Result<(), serde_json::Error> {
    let mut json = serde_json::Serializer::with_formatter(frame, OneLine);
    value.serialize(&mut json)
}

impl Formatter for OneLine {
    #[inline]
    fn write_u64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: u64) -> io::Result<()> {
        write_digits(value, writer)
    }

    #[inline]
    fn write_u32<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: u32) -> io::Result<()> {
        write_digits(value.into(), writer)
    }

    /// A [`RawValue`](https://docs.rs/serde_json/latest/serde_json/value/struct.RawValue.html), whose
    /// line ends are between tokens: those of texts are escaped.
    fn write_raw_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        for (index, line) in fragment.split(['\r', '\n']).enumerate() {
            if index > 0 {
                writer.write_all(b" ")?;
            }
            writer.write_all(line.as_bytes())?;
        }
        Ok(())
    }
}
