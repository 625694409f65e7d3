//! A page as its style shows it.

use std::{borrow::Cow, time::SystemTime};

use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};

use super::{
    Absent, Direction, Fact, KeyValue, Keys, Member, Mode, PageParameter, Rel,
    cursor::{Binding, plain::write},
    items::Items,
    links::{Is, Links},
    page::{Cursors, Facts},
    plan::{CursorForm, Plan},
    style::Edge,
};
use crate::context::Context;

/// The facts of a page, ready to be shown.
pub(super) struct Shown<'a> {
    pub(super) plan: &'a Plan,
    facts: &'a Facts,
    links: Links<'a>,
    tokens: Tokens,
}

/// The cursors of a page that its style shows.
#[derive(Default)]
struct Tokens {
    next: Option<Token>,
    previous: Option<Token>,
    start: Option<Token>,
    end: Option<Token>,
    /// Back from the end of the list.
    last: Option<Token>,
    rows: Vec<Token>,
}

/// A cursor as it is written.
pub(super) enum Token {
    Signed(String),
    Plain(serde_json::Value),
}

impl Token {
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Token::Signed(text) => Cow::Borrowed(text),
            Token::Plain(serde_json::Value::String(text)) => Cow::Borrowed(text),
            Token::Plain(value) => Cow::Owned(value.to_string()),
        }
    }
}

impl Serialize for Token {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Token::Signed(text) => serializer.serialize_str(text),
            Token::Plain(value) => value.serialize(serializer),
        }
    }
}

/// What a fact comes to on a page.
enum Value<'a> {
    Absent,
    Number(u64),
    Bool(bool),
    Text(Cow<'a, str>),
    Token(&'a Token),
    Constant(&'a serde_json::Value),
    Object(&'a [Member]),
    Items,
}

impl<'a> Shown<'a> {
    pub(super) fn of(plan: &'a Plan, facts: &'a Facts, cx: &'a Context) -> Self {
        let mut tokens = Tokens::default();
        if plan.shows_ends || plan.has_edges() {
            tokens.make(plan, facts, &plan.binding(cx));
        }
        Shown {
            plan,
            facts,
            links: Links::of(plan, cx),
            tokens,
        }
    }

    fn value(&'a self, fact: &'a Fact) -> Value<'a> {
        let (facts, window) = (self.facts, &self.facts.window);
        let number = |number: Option<u64>| number.map_or(Value::Absent, Value::Number);
        let token = |token: &'a Option<Token>| token.as_ref().map_or(Value::Absent, Value::Token);
        match fact {
            Fact::Items => Value::Items,
            Fact::Total => number(facts.total.number()),
            Fact::TotalKind => Value::Text(Cow::Borrowed(facts.total.label())),
            Fact::TotalAge => match facts.total {
                super::Total::Cached { age, .. } => Value::Number(age.as_secs()),
                _ => Value::Absent,
            },
            Fact::TotalPages => number(self.pages()),
            Fact::Number => {
                number((window.mode == Mode::Number).then(|| self.named(window.number)))
            }
            Fact::Current => number(self.current().map(|number| self.named(number))),
            Fact::First => number(
                self.pages()
                    .filter(|pages| *pages > 0)
                    .map(|_| self.named(1)),
            ),
            Fact::Last => {
                let pages = self.pages().filter(|pages| *pages > 0);
                number(pages.map(|pages| self.named(pages)))
            }
            Fact::Previous => {
                let current = self.current().filter(|number| *number > 1);
                number(current.map(|number| self.named(number - 1)))
            }
            Fact::Next => {
                let next = facts.has_next && !self.is_beyond(Rel::Next);
                let current = self.current().filter(|_| next);
                number(current.map(|number| self.named(number.saturating_add(1))))
            }
            Fact::Size => Value::Number(window.size),
            Fact::Offset => number((window.mode != Mode::Cursor).then_some(window.offset)),
            Fact::NextOffset => {
                let next = facts.has_next && !self.is_beyond(Rel::Next);
                let next = next && window.mode != Mode::Cursor;
                number(next.then(|| self.next_offset()))
            }
            Fact::Length => Value::Number(facts.length),
            Fact::HasNext => Value::Bool(facts.has_next),
            Fact::HasPrevious => Value::Bool(facts.has_previous),
            Fact::NextCursor => token(&self.tokens.next),
            Fact::PreviousCursor => token(&self.tokens.previous),
            Fact::StartCursor => token(&self.tokens.start),
            Fact::EndCursor => token(&self.tokens.end),
            Fact::Link(rel) => {
                let link = self.link(*rel);
                link.map_or(Value::Absent, |link| Value::Text(Cow::Owned(link)))
            }
            Fact::Path => Value::Text(Cow::Owned(self.links.path())),
            Fact::Constant(value) => Value::Constant(value),
            Fact::Object(members) => Value::Object(members),
        }
    }

    /// A page's number as it is called on the wire.
    fn named(&self, number: u64) -> u64 {
        number.saturating_sub(1).saturating_add(self.plan.first)
    }

    fn pages(&self) -> Option<u64> {
        self.facts.total.pages(self.facts.window.size)
    }

    /// The number of the page, where there is such a page.
    fn current(&self) -> Option<u64> {
        let window = &self.facts.window;
        let within = self
            .pages()
            .map_or(self.facts.length > 0, |pages| window.number <= pages);
        (window.mode == Mode::Number && within).then_some(window.number)
    }

    /// A link to another page, where there is one.
    pub(super) fn link(&self, rel: Rel) -> Option<String> {
        let (facts, window) = (self.facts, &self.facts.window);
        let size = (Links::size(window.mode), Is::Number(window.size));
        if self.is_beyond(rel) {
            // Cursors reach what no offset does.
            let size = (PageParameter::CursorSize, size.1);
            return self.cursor_link(rel, size);
        }
        match window.mode {
            Mode::Number => {
                let number = match rel {
                    Rel::Itself => window.number,
                    Rel::First => 1,
                    Rel::Last => self.pages()?.max(1),
                    Rel::Prev if window.number > 1 => window.number - 1,
                    Rel::Next if facts.has_next => window.number.saturating_add(1),
                    _ => return None,
                };
                let number = Is::Number(self.named(number));
                Some(self.links.to(&[(PageParameter::Number, number), size]))
            }
            Mode::Offset => {
                let offset = match rel {
                    Rel::Itself => window.offset,
                    Rel::First => 0,
                    Rel::Last => {
                        let pages = self.pages()?.saturating_sub(1);
                        pages.saturating_mul(window.size)
                    }
                    Rel::Prev if window.offset > 0 => window.offset.saturating_sub(window.size),
                    Rel::Next if facts.has_next => window.offset.saturating_add(facts.length),
                    _ => return None,
                };
                Some(
                    self.links
                        .to(&[(PageParameter::Offset, Is::Number(offset)), size]),
                )
            }
            Mode::Cursor => self.cursor_link(rel, size),
        }
    }

    /// Whether another page lies deeper than rows are counted off.
    fn is_beyond(&self, rel: Rel) -> bool {
        let window = &self.facts.window;
        let offset = match rel {
            Rel::Next => Some(self.next_offset()),
            Rel::Last => self.pages().map(|pages| {
                let before = pages.saturating_sub(1);
                before.saturating_mul(window.size)
            }),
            _ => None,
        };
        let most = window.max_offset.filter(|_| window.mode != Mode::Cursor);
        most.is_some_and(|most| offset > Some(most))
    }

    fn next_offset(&self) -> u64 {
        self.facts.window.offset.saturating_add(self.facts.length)
    }

    fn cursor_link(&self, rel: Rel, size: (PageParameter, Is<'_>)) -> Option<String> {
        let two_ways = self.plan.parameter(PageParameter::Before).is_some();
        let last = self.plan.parameter(PageParameter::Last).is_some();
        let (token, means) = match rel {
            Rel::First => return Some(self.links.to(&[size])),
            Rel::Itself => return None,
            Rel::Next => (self.tokens.next.as_ref()?, PageParameter::After),
            Rel::Prev if two_ways => (self.tokens.previous.as_ref()?, PageParameter::Before),
            Rel::Prev => (self.tokens.previous.as_ref()?, PageParameter::After),
            Rel::Last if last && self.plan.keys.is_some() => {
                let size = Is::Number(self.facts.window.size);
                return Some(self.links.to(&[(PageParameter::Last, size)]));
            }
            Rel::Last => (self.tokens.last.as_ref()?, PageParameter::After),
        };
        let size = if means == PageParameter::Before && last {
            (PageParameter::Last, size.1)
        } else {
            size
        };
        let token = token.text();
        Some(self.links.to(&[size, (means, Is::Token(&token))]))
    }
}

impl Tokens {
    fn make(&mut self, plan: &Plan, facts: &Facts, binding: &Binding) {
        let two_ways = plan.parameter(PageParameter::Before).is_some();
        let write =
            |direction: Direction, keys: &[KeyValue<'_>]| plan.token(direction, keys, binding);
        let window = &facts.window;
        let row = |index: u64| Keys(vec![KeyValue::Uint(window.offset.saturating_add(index))]);
        let (first, last) = match &facts.cursors {
            Cursors::Ends(first, last) => (Some(first.clone()), Some(last.clone())),
            Cursors::Rows(rows) => (rows.first().cloned(), rows.last().cloned()),
            Cursors::None if plan.keys.is_none() && facts.length > 0 => {
                (Some(row(0)), Some(row(facts.length - 1)))
            }
            Cursors::None => (None, None),
        };
        let at = |keys: &Option<Keys>, direction: Direction, empty: Option<Keys>| {
            let keys = keys.clone().or(empty)?;
            write(direction, &keys.0)
        };
        // Beyond an end there is no row to go back from but the end itself.
        let edge = || match plan.keys {
            Some(_) if window.mode == Mode::Cursor => Some(Keys(Vec::new())),
            Some(_) => None,
            None => Some(row(0)),
        };
        if facts.has_next {
            self.next = at(&last, Direction::Forward, edge());
        }
        if facts.has_previous {
            self.previous = at(&first, Direction::Backward, edge());
        }
        if two_ways || plan.has_edges() {
            self.start = at(&first, Direction::Forward, None);
            self.end = at(&last, Direction::Forward, None);
        } else {
            self.start = at(&first, Direction::Backward, None);
            self.end = at(&last, Direction::Forward, None);
            if plan.keys.is_some() {
                self.last = write(Direction::Backward, &[]);
            }
        }
        if plan.has_edges() {
            let rows = (0..facts.length).map(|index| match &facts.cursors {
                Cursors::Rows(rows) => {
                    let index = usize::try_from(index).ok()?;
                    write(Direction::Forward, &rows.get(index)?.0)
                }
                _ if plan.keys.is_none() => write(Direction::Forward, &row(index).0),
                _ => None,
            });
            self.rows = rows.map_while(|token| token).collect();
        }
    }
}

impl Plan {
    /// A cursor that goes on from a row of these keys, if there is one.
    pub(super) fn token(
        &self,
        direction: Direction,
        keys: &[KeyValue<'_>],
        binding: &Binding,
    ) -> Option<Token> {
        match &self.cursors {
            CursorForm::None => None,
            CursorForm::Signed(codec) => {
                match codec.seal(binding, direction, keys, SystemTime::now()) {
                    Ok(token) => Some(Token::Signed(token)),
                    Err(error) => {
                        tracing::error!(%error, "a page without a cursor");
                        None
                    }
                }
            }
            // It says nothing of its direction.
            CursorForm::Plain => {
                let two_ways = self.parameter(PageParameter::Before).is_some();
                let forward = direction == Direction::Forward || two_ways;
                let token = plain_token(keys);
                token.filter(|_| forward).map(Token::Plain)
            }
        }
    }
}

/// A plain cursor: the key itself, or the text of a JSON array where there are several.
fn plain_token(keys: &[KeyValue<'_>]) -> Option<serde_json::Value> {
    match keys {
        // A row is gone on from by its keys; the end of a list has none.
        [] => None,
        [key] => write(key),
        keys => {
            let values: Option<Vec<_>> = keys.iter().map(write).collect();
            values.map(|values| serde_json::Value::Array(values).to_string().into())
        }
    }
}

/// The body of a page: its envelope, or its items alone.
pub(super) struct Envelope<'a, T> {
    pub(super) shown: &'a Shown<'a>,
    pub(super) items: &'a Items<T>,
}

impl<T: Serialize> Serialize for Envelope<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let style = &self.shown.plan.style;
        let items = Listed {
            items: self.items,
            edge: style.edge.as_ref(),
            tokens: &self.shown.tokens.rows,
        };
        match &style.members {
            None => items.serialize(serializer),
            Some(members) => Members {
                shown: self.shown,
                members,
                items: Some(&items),
            }
            .serialize(serializer),
        }
    }
}

/// Items, each in an object beside its cursor where the style says so.
struct Listed<'a, T> {
    items: &'a Items<T>,
    edge: Option<&'a Edge>,
    tokens: &'a [Token],
}

impl<T: Serialize> Serialize for Listed<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(edge) = self.edge else {
            return self.items.serialize(serializer);
        };
        let mut list = serializer.serialize_seq(Some(self.items.len()))?;
        let tokens = self.tokens.iter().map(Some).chain(std::iter::repeat(None));
        for (item, cursor) in self.items.iter().zip(tokens) {
            list.serialize_element(&Beside { edge, item, cursor })?;
        }
        list.end()
    }
}

/// An item beside its cursor.
struct Beside<'a, T> {
    edge: &'a Edge,
    item: &'a T,
    cursor: Option<&'a Token>,
}

impl<T: Serialize> Serialize for Beside<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(2))?;
        object.serialize_entry(&self.edge.cursor, &self.cursor)?;
        object.serialize_entry(&self.edge.item, self.item)?;
        object.end()
    }
}

/// Members of an object, those that are left out left out.
struct Members<'a, I> {
    shown: &'a Shown<'a>,
    members: &'a [Member],
    items: Option<&'a I>,
}

impl<I: Serialize> Serialize for Members<'_, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mode = self.shown.facts.window.mode;
        let shown = self.members.iter().filter(|member| member.is_shown(mode));
        let values = shown.map(|member| (member, self.shown.value(&member.fact)));
        let values: Vec<_> = values
            .filter(|(member, value)| is_written(member, value))
            .collect();
        let mut object = serializer.serialize_map(Some(values.len()))?;
        for (member, value) in &values {
            let name = &*member.name;
            match value {
                Value::Absent if member.absent == Absent::Empty => {
                    object.serialize_entry(name, "")?;
                }
                Value::Absent => object.serialize_entry(name, &())?,
                Value::Number(number) => object.serialize_entry(name, number)?,
                Value::Bool(value) => object.serialize_entry(name, value)?,
                Value::Text(text) => object.serialize_entry(name, text)?,
                Value::Token(token) => object.serialize_entry(name, token)?,
                Value::Constant(value) => object.serialize_entry(name, value)?,
                Value::Items => object.serialize_entry(name, &self.items)?,
                Value::Object(members) => {
                    let inner: Members<'_, ()> = Members {
                        shown: self.shown,
                        members,
                        items: None,
                    };
                    object.serialize_entry(name, &inner)?;
                }
            }
        }
        object.end()
    }
}

fn is_written(member: &Member, value: &Value<'_>) -> bool {
    member.absent != Absent::LeftOut || !matches!(value, Value::Absent)
}

impl Shown<'_> {
    /// One fact as the value of a header.
    pub(super) fn header(&self, fact: &Fact) -> Option<String> {
        Some(match self.value(fact) {
            Value::Absent | Value::Items => return None,
            Value::Number(number) => itoa::Buffer::new().format(number).to_owned(),
            Value::Bool(value) => value.to_string(),
            Value::Text(text) => text.into_owned(),
            Value::Token(token) => token.text().into_owned(),
            Value::Constant(serde_json::Value::String(text)) => text.clone(),
            Value::Constant(value) => value.to_string(),
            Value::Object(members) => self.json_header(members)?,
        })
    }

    /// Facts as a JSON object in one line; none where nobody counted.
    pub(super) fn json_header(&self, members: &[Member]) -> Option<String> {
        let counts = members.iter().any(|member| member.fact.counts());
        if counts && self.facts.total == super::Total::Unknown {
            return None;
        }
        let mut line = String::with_capacity(128);
        let mode = self.facts.window.mode;
        for member in members.iter().filter(|member| member.is_shown(mode)) {
            let value = self.value(&member.fact);
            if !is_written(member, &value) {
                continue;
            }
            line.push_str(if line.is_empty() { "{" } else { ", " });
            text(&mut line, &member.name);
            line.push_str(": ");
            match value {
                Value::Absent if member.absent == Absent::Empty => line.push_str("\"\""),
                Value::Absent | Value::Items => line.push_str("null"),
                Value::Number(number) => line.push_str(itoa::Buffer::new().format(number)),
                Value::Bool(value) => line.push_str(if value { "true" } else { "false" }),
                Value::Text(value) => text(&mut line, &value),
                Value::Token(Token::Signed(token)) => text(&mut line, token),
                Value::Token(token) => {
                    line.push_str(&serde_json::to_string(token).unwrap_or_default());
                }
                Value::Constant(value) => line.push_str(&value.to_string()),
                Value::Object(members) => line.push_str(&self.json_header(members)?),
            }
        }
        line.push_str(if line.is_empty() { "{}" } else { "}" });
        Some(line)
    }

    /// Links as the value of a `Link` header (RFC 8288 §3); none where there are none.
    pub(super) fn link_header(&self, rels: &[Rel]) -> Option<String> {
        let mut line = String::new();
        for rel in rels {
            let Some(link) = self.link(*rel) else {
                continue;
            };
            if line.is_empty() {
                line.reserve(rels.len() * (link.len() + 16));
            } else {
                line.push_str(", ");
            }
            line.push('<');
            line.push_str(&link);
            line.push_str(">; rel=\"");
            line.push_str(rel.name());
            line.push('"');
        }
        (!line.is_empty()).then_some(line)
    }
}

/// A text as JSON in ASCII, which is all that a header holds.
fn text(line: &mut String, text: &str) {
    use std::fmt::Write;

    line.push('"');
    for unit in text.chars() {
        match unit {
            '"' | '\\' => line.extend(['\\', unit]),
            ' '..='~' => line.push(unit),
            _ => {
                for unit in unit.encode_utf16(&mut [0; 2]) {
                    // A text takes whatever is written to it.
                    let _ = write!(line, "\\u{unit:04x}");
                }
            }
        }
    }
    line.push('"');
}
