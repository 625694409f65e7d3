//! What can be said of a page, and under which name it is shown.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::Mode;
use crate::pages::total::LABELS;

/// Something to be said of a page.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Fact {
    /// The items themselves.
    Items,
    /// How many items all pages have together; absent where nobody counted.
    Total,
    /// How the total is known: `exact`, `at_least`, `estimated`, `cached` or `none`.
    TotalKind,
    /// How many seconds ago a cached total was counted.
    TotalAge,
    /// How many pages there are.
    TotalPages,
    /// The number that was asked for.
    Number,
    /// The number of this page, absent past the end.
    Current,
    /// The number of the first page, absent where there are no items at all.
    First,
    /// The number of the last page, absent where there are no items at all.
    Last,
    /// The number of the page before this one, absent at the start and past the end.
    Previous,
    /// The number of the next page, absent at the end.
    Next,
    /// How many items a page has at most.
    Size,
    /// How many items come before the page.
    Offset,
    /// The offset of the next page, absent at the end.
    NextOffset,
    /// How many items this page has.
    Length,
    /// Whether there are items after it.
    HasNext,
    /// Whether there are items before it.
    HasPrevious,
    /// Whether there are more items in the direction that was asked in: before the page where it was
    /// asked for by the item that follows it, after it otherwise.
    HasMore,
    /// What to ask for to get the next page, absent at the end.
    NextCursor,
    /// What to ask for to get the page before, absent at the start.
    PreviousCursor,
    /// The cursor of its first item, absent where it has none.
    StartCursor,
    /// The cursor of its last item, absent where it has none.
    EndCursor,
    /// A link to another page, absent where there is none.
    Link(Rel),
    /// The path of the list.
    Path,
    /// A value that is always the same.
    Constant(Value),
    /// Facts in an object of their own.
    Object(Vec<Member>),
}

/// Which other page a link leads to (RFC 8288, the relation types of the IANA registry).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rel {
    /// The page itself.
    Itself,
    /// The first page.
    First,
    /// The last page, known where all items were counted, now or a while ago.
    Last,
    /// The page before.
    Prev,
    /// The next page.
    Next,
}

impl Rel {
    /// Its name in a `Link` header.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Rel::Itself => "self",
            Rel::First => "first",
            Rel::Last => "last",
            Rel::Prev => "prev",
            Rel::Next => "next",
        }
    }
}

/// What is written where a fact is absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Absent {
    /// `null`.
    #[default]
    Null,
    /// Nothing: the member is left out.
    LeftOut,
    /// An empty text.
    Empty,
}

/// A fact under a name.
#[derive(Debug, Clone)]
pub struct Member {
    pub(in crate::pages) name: Cow<'static, str>,
    pub(in crate::pages) fact: Fact,
    pub(in crate::pages) absent: Absent,
    /// The one way of asking under which it is shown.
    pub(in crate::pages) mode: Option<Mode>,
}

impl Member {
    /// A fact under a name: `null` where it is absent.
    pub fn new(name: impl Into<Cow<'static, str>>, fact: Fact) -> Self {
        Member {
            name: name.into(),
            fact,
            absent: Absent::Null,
            mode: None,
        }
    }

    /// Says what stands in its place where it is absent.
    #[must_use]
    pub fn absent(mut self, absent: Absent) -> Self {
        self.absent = absent;
        self
    }

    /// Shows it only on pages that were asked for in one way.
    #[must_use]
    pub fn only_by(mut self, mode: Mode) -> Self {
        self.mode = Some(mode);
        self
    }

    pub(in crate::pages) fn is_shown(&self, mode: Mode) -> bool {
        self.mode.is_none_or(|only| only == mode)
    }
}

impl Fact {
    /// Whether it takes a count of all items to be said.
    pub(in crate::pages) fn counts(&self) -> bool {
        match self {
            Fact::Total | Fact::TotalPages | Fact::First | Fact::Last | Fact::Link(Rel::Last) => {
                true
            }
            Fact::Object(members) => members.iter().any(|member| member.fact.counts()),
            _ => false,
        }
    }

    /// Whether it can be missing on a page that is asked for in one of some modes.
    pub(in crate::pages) fn may_be_absent(&self, modes: &[Mode]) -> bool {
        match self {
            Fact::Number => return modes.iter().any(|mode| *mode != Mode::Number),
            Fact::Offset => return modes.contains(&Mode::Cursor),
            _ => {}
        }
        matches!(
            self,
            Fact::Total
                | Fact::TotalAge
                | Fact::TotalPages
                | Fact::Current
                | Fact::First
                | Fact::Last
                | Fact::Previous
                | Fact::Next
                | Fact::NextOffset
                | Fact::NextCursor
                | Fact::PreviousCursor
                | Fact::StartCursor
                | Fact::EndCursor
                | Fact::Link(Rel::Last | Rel::Prev | Rel::Next)
        )
    }

    /// Its schema where it is there. `cursor` is that of cursors.
    pub(in crate::pages) fn schema(&self, items: &Value, cursor: &Value, modes: &[Mode]) -> Value {
        let number = |least: u64| json!({"type": "integer", "minimum": least});
        let schema = match self {
            Fact::Items => return items.clone(),
            Fact::Object(members) => return object(members, items, cursor, modes),
            Fact::NextCursor | Fact::PreviousCursor | Fact::StartCursor | Fact::EndCursor => {
                cursor.clone()
            }
            Fact::TotalKind => json!({"type": "string", "enum": LABELS}),
            Fact::HasNext | Fact::HasPrevious | Fact::HasMore => json!({"type": "boolean"}),
            Fact::Link(_) | Fact::Path => json!({"type": "string", "format": "uri-reference"}),
            Fact::Constant(value) => return json!({"enum": [value]}),
            Fact::Size => number(1),
            _ => number(0),
        };
        let mut described = schema;
        described["description"] = json!(self.words());
        described
    }

    fn words(&self) -> &'static str {
        match self {
            Fact::Items => "The items of this page.",
            Fact::Total => "How many items all pages have together.",
            Fact::TotalKind => "How the total is known.",
            Fact::TotalAge => "How many seconds ago the total was counted.",
            Fact::TotalPages => "How many pages there are.",
            Fact::Number => "The number of the page that was asked for.",
            Fact::Current => "The number of this page; not past the end.",
            Fact::First => "The number of the first page.",
            Fact::Last => "The number of the last page.",
            Fact::Previous => "The number of the page before.",
            Fact::Next => "The number of the next page.",
            Fact::Size => "How many items a page has at most.",
            Fact::Offset => "How many items come before the page.",
            Fact::NextOffset => "The offset of the next page.",
            Fact::Length => "How many items this page has.",
            Fact::HasNext => "Whether there are items after it.",
            Fact::HasPrevious => "Whether there are items before it.",
            Fact::HasMore => "Whether there are more items in the direction that was asked in.",
            Fact::NextCursor => "What to ask for to get the next page; none at the end.",
            Fact::PreviousCursor => "What to ask for to get the page before; none at the start.",
            Fact::StartCursor => "The cursor of the first item.",
            Fact::EndCursor => "The cursor of the last item.",
            Fact::Link(Rel::Itself) => "This page.",
            Fact::Link(Rel::First) => "The first page.",
            Fact::Link(Rel::Last) => "The last page.",
            Fact::Link(Rel::Prev) => "The page before; none at the start.",
            Fact::Link(Rel::Next) => "The next page; none at the end.",
            Fact::Path => "The path of the list.",
            Fact::Constant(_) | Fact::Object(_) => "",
        }
    }
}

/// The schema of members in an object, on a route that is asked in some modes.
pub(in crate::pages) fn object(
    members: &[Member],
    items: &Value,
    cursor: &Value,
    modes: &[Mode],
) -> Value {
    let mut properties = serde_json::Map::new();
    let mut required = Vec::new();
    for member in members {
        let shown = modes.iter().copied().filter(|mode| member.is_shown(*mode));
        let shown: Vec<Mode> = shown.collect();
        if shown.is_empty() {
            continue;
        }
        let mut schema = member.fact.schema(items, cursor, modes);
        let absent = member.fact.may_be_absent(&shown);
        match member.absent {
            Absent::Null if absent => schema = or(schema, "null"),
            Absent::Empty if absent => schema = or(schema, "string"),
            _ => {}
        }
        let left_out = absent && member.absent == Absent::LeftOut;
        if !left_out && shown.len() == modes.len() {
            required.push(member.name.clone());
        }
        properties.insert(member.name.to_string(), schema);
    }
    let mut object = json!({"type": "object", "properties": properties});
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

/// The same schema, or any value of another type.
fn or(mut schema: Value, other: &str) -> Value {
    match schema.get_mut("type") {
        Some(Value::String(kind)) if kind == other => schema,
        Some(Value::String(kind)) => {
            let kind = std::mem::take(kind);
            schema["type"] = json!([kind, other]);
            schema
        }
        Some(Value::Array(kinds)) => {
            if !kinds.iter().any(|kind| kind == other) {
                kinds.push(json!(other));
            }
            schema
        }
        _ => json!({"oneOf": [schema, {"type": other}]}),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Fact, Member, Mode, object};

    #[test]
    fn what_a_way_of_asking_always_says_is_not_null() {
        let members = [
            Member::new("page", Fact::Number),
            Member::new("offset", Fact::Offset),
            Member::new("own", Fact::Number).only_by(Mode::Number),
        ];
        let types = |modes: &[Mode]| {
            let schema = object(&members, &json!({}), &json!({}), modes);
            ["page", "offset", "own"].map(|name| schema["properties"][name]["type"].clone())
        };
        let (always, maybe) = (json!("integer"), json!(["integer", "null"]));
        assert_eq!(
            types(&[Mode::Number]),
            [always.clone(), always.clone(), always.clone()]
        );
        assert_eq!(
            types(&[Mode::Number, Mode::Cursor]),
            [maybe.clone(), maybe, always]
        );
    }
}
