//! CSV, for those who open lists in a spreadsheet.

use folio::{BodyError, Encoder, encode, erased_serde};

/// Comma-separated values (RFC 4180): a header line, then a line for each record of a list or a page.
///
/// What a page says besides its items has no place in them and is left out.
pub(crate) struct Csv;

impl Encoder for Csv {
    fn media_type(&self) -> &'static str {
        "text/csv; charset=utf-8"
    }

    fn encode(&self, value: &dyn erased_serde::Serialize) -> Result<Vec<u8>, BodyError> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        encode::rows_of(value, "items", |record| writer.serialize(record))?;
        Ok(writer.into_inner()?)
    }
}
