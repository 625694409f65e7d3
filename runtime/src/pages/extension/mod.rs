#![doc = include_str!("extension.md")]

mod write;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Mode;

/// The name of the extension.
pub(crate) const NAME: &str = "x-pagination";

/// How an operation is paged.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Pagination {
    /// Where the list of items stands.
    pub(crate) items: Place,
    /// Where an item stands in an element of that list, where it is not the element itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) item: Option<String>,
    /// The ways of asking, the one of a request that says nothing first.
    pub(crate) ways: Vec<Way>,
}

/// One way of asking.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Way {
    pub(crate) by: By,
    /// The query parameters, by what they say; the first of their names is the usual one.
    pub(crate) parameters: BTreeMap<String, Vec<String>>,
    /// Whether they count only where all of them are given.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) together: bool,
    /// What the first page is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) first: Option<u64>,
    pub(crate) size: u64,
    pub(crate) max_size: u64,
    /// The most items that a page may lie behind, where there is a bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) max_offset: Option<u64>,
    /// What an answer says of its page, and where.
    pub(crate) facts: BTreeMap<String, Place>,
    pub(crate) next: Vec<Step>,
    pub(crate) previous: Vec<Step>,
    pub(crate) last: Vec<Step>,
}

/// How is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum By {
    Number,
    Offset,
    Cursor,
}

/// A place in an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub(crate) enum Place {
    /// A JSON Pointer (RFC 6901) into the body.
    Body { body: String },
    /// The link of a relation type in a header of links (RFC 8288).
    Link { header: String, rel: String },
    /// A JSON Pointer into a header that is JSON.
    Json { header: String, pointer: String },
    /// A header.
    Header { header: String },
}

/// How another page is asked for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Step {
    /// Where the link to it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) link: Option<Place>,
    /// The parameter that leads to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) parameter: Option<String>,
    /// Where that parameter's value stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<Place>,
    /// What is added to that parameter's value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) add: Option<Amount>,
    /// What is taken from it; what is below the first page is that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) subtract: Option<Amount>,
    /// The parameter of the size, where it is another one than usual.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) size: Option<String>,
    /// The fact that says whether there is such a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) when: Option<String>,
    /// What the end is known by: the first that an answer says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) until: Vec<Until>,
}

/// How far counting goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Amount {
    /// One page.
    One,
    /// As many as the answer has items.
    Items,
    /// As many as a page has at most.
    Size,
}

/// What the end of a list is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Until {
    /// The fact `has_next` is false.
    HasNext,
    /// The page is the last of `total_pages`.
    TotalPages,
    /// `total` items were passed.
    Total,
    /// The page has fewer items than were asked for: nothing else is said.
    Short,
}

impl From<Mode> for By {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Number => By::Number,
            Mode::Offset => By::Offset,
            Mode::Cursor => By::Cursor,
        }
    }
}
