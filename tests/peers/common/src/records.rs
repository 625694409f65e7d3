//! The list that the scenario `page` is a page of.

use serde::Serialize;

/// How many records there are.
pub const RECORDS: u64 = 1_000;

/// About 200 bytes of JSON: six texts, three numbers and a boolean.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Record {
    /// From 1, without a gap.
    pub id: u64,
    /// The title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// Who sells it.
    pub publisher: String,
    /// The language it is in, as BCP 47 has it.
    pub language: String,
    /// Its number in shops.
    pub isbn: String,
    /// Where it stands.
    pub shelf: String,
    /// When it came out.
    pub year: u16,
    /// How many pages it has.
    pub pages: u32,
    /// Whether it can be had.
    pub available: bool,
}

/// All of them, in order.
#[must_use]
pub fn records() -> Vec<Record> {
    (1..=RECORDS).map(record).collect()
}

fn record(id: u64) -> Record {
    let small = u16::try_from(id % 50).unwrap_or_default();
    Record {
        id,
        title: format!("The long way round, volume {id}"),
        author: format!("Author {}", id % 37),
        publisher: format!("House of {} leaves", id % 11),
        language: "en-GB".to_owned(),
        isbn: format!("978-0-{id:06}-00-0"),
        shelf: format!("hall {}, row {}", id % 5, id % 23),
        year: 1970 + small,
        pages: 100 + u32::from(small),
        available: !id.is_multiple_of(3),
    }
}
