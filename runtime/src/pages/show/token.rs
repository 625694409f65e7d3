//! The cursors of a page, as they are written.

use std::{
    borrow::Cow,
    cell::{Cell, OnceCell},
    time::SystemTime,
};

use serde::{Serialize, Serializer};

use crate::{
    context::Context,
    pages::{
        Direction, KeyValue, Keys, Mode, PageParameter,
        cursor::{
            Binding, MAX_LEN,
            plain::{write, write_member},
        },
        page::{Cursors, Facts},
        plan::{CursorForm, Plan},
    },
};

/// The cursors of a page, each written when its style shows it.
pub(super) struct Tokens<'a> {
    plan: &'a Plan,
    facts: &'a Facts,
    cx: &'a Context,
    two_ways: bool,
    binding: OnceCell<Binding>,
    next: OnceCell<Option<Token>>,
    previous: OnceCell<Option<Token>>,
    start: OnceCell<Option<Token>>,
    end: OnceCell<Option<Token>>,
    last: OnceCell<Option<Token>>,
    rows: OnceCell<Vec<Token>>,
    /// Whether a row's keys made no cursor.
    failed: Cell<bool>,
}

/// A cursor as it is written.
pub(in crate::pages) enum Token {
    Signed(String),
    Plain(serde_json::Value),
}

impl Token {
    pub(in crate::pages) fn text(&self) -> Cow<'_, str> {
        match self {
            Token::Signed(text) | Token::Plain(serde_json::Value::String(text)) => {
                Cow::Borrowed(text)
            }
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

impl<'a> Tokens<'a> {
    pub(super) fn of(plan: &'a Plan, facts: &'a Facts, cx: &'a Context) -> Self {
        Tokens {
            plan,
            facts,
            cx,
            two_ways: plan.parameter(PageParameter::Before).is_some(),
            binding: OnceCell::new(),
            next: OnceCell::new(),
            previous: OnceCell::new(),
            start: OnceCell::new(),
            end: OnceCell::new(),
            last: OnceCell::new(),
            rows: OnceCell::new(),
            failed: Cell::new(false),
        }
    }

    /// Whether a cursor that was to be shown can't be written: without it a list would seem to end.
    pub(super) fn failed(&self) -> bool {
        self.failed.get()
    }

    /// To the next page.
    pub(super) fn next(&self) -> Option<&Token> {
        let make = || {
            let window = &self.facts.window;
            // In front of all rows there is none to go on from but the start itself.
            let start = || match window.offset.checked_sub(1) {
                Some(row) => by_offset(row),
                None => Keys(Vec::new()),
            };
            let keys = self.key_of_last().or_else(|| {
                let known = self.plan.keys.is_none() || window.backward;
                known.then(start)
            })?;
            self.write(Direction::Forward, &keys)
        };
        let next = self.next.get_or_init(|| self.facts.has_next.then(make)?);
        next.as_ref()
    }

    /// To the page before.
    pub(super) fn previous(&self) -> Option<&Token> {
        let make = || {
            let window = &self.facts.window;
            // Beyond an end there is no row to go back from but the end itself.
            let end = || match self.plan.keys {
                Some(_) if window.mode == Mode::Cursor => Some(Keys(Vec::new())),
                Some(_) => None,
                None => Some(by_offset(window.offset)),
            };
            let keys = self.key_of_first().or_else(end)?;
            self.write(Direction::Backward, &keys)
        };
        let has_previous = self.facts.has_previous;
        let previous = self.previous.get_or_init(|| has_previous.then(make)?);
        previous.as_ref()
    }

    /// Of the first row: where rows have cursors of their own, going on from it leads to the second.
    pub(super) fn start(&self) -> Option<&Token> {
        let forward = self.two_ways || self.plan.has_edges();
        let direction = if forward {
            Direction::Forward
        } else {
            Direction::Backward
        };
        let make = || self.write(direction, &self.key_of_first()?);
        self.start.get_or_init(make).as_ref()
    }

    /// Of the last row.
    pub(super) fn end(&self) -> Option<&Token> {
        let make = || self.write(Direction::Forward, &self.key_of_last()?);
        self.end.get_or_init(make).as_ref()
    }

    /// Back from the end of the list.
    pub(super) fn last(&self) -> Option<&Token> {
        let known = self.plan.keys.is_some() && !self.two_ways && !self.plan.has_edges();
        let make = || self.write(Direction::Backward, &Keys(Vec::new()));
        self.last.get_or_init(|| known.then(make)?).as_ref()
    }

    /// Of each row.
    pub(super) fn rows(&self) -> &[Token] {
        let make = || {
            let first = self.facts.window.offset;
            let rows = (0..self.facts.length).map(|index| match &self.facts.cursors {
                Cursors::Rows(rows) => {
                    let index = usize::try_from(index).ok()?;
                    self.write(Direction::Forward, rows.get(index)?)
                }
                _ if self.plan.keys.is_none() => {
                    let row = by_offset(first.saturating_add(index));
                    self.write(Direction::Forward, &row)
                }
                _ => None,
            });
            rows.map_while(|token| token).collect()
        };
        self.rows.get_or_init(make)
    }

    fn key_of_first(&self) -> Option<Keys> {
        match &self.facts.cursors {
            Cursors::Ends(first, _) => Some(first.clone()),
            Cursors::Rows(rows) => rows.first().cloned(),
            Cursors::None => self.row(0),
        }
    }

    fn key_of_last(&self) -> Option<Keys> {
        match &self.facts.cursors {
            Cursors::Ends(_, last) => Some(last.clone()),
            Cursors::Rows(rows) => rows.last().cloned(),
            Cursors::None => self.row(self.facts.length.checked_sub(1)?),
        }
    }

    /// A row of the page by its offset, where that is what cursors hold.
    fn row(&self, index: u64) -> Option<Keys> {
        let there = self.plan.keys.is_none() && index < self.facts.length;
        there.then(|| by_offset(self.facts.window.offset.saturating_add(index)))
    }

    fn write(&self, direction: Direction, keys: &Keys) -> Option<Token> {
        let known = self.cx.binding.as_deref().copied();
        let binding = self
            .binding
            .get_or_init(|| known.unwrap_or_else(|| self.plan.binding(self.cx)));
        let token = self.plan.token(direction, &keys.0, binding);
        token.unwrap_or_else(|NoCursor| {
            self.failed.set(true);
            None
        })
    }
}

/// The key of a row that is counted off.
fn by_offset(row: u64) -> Keys {
    Keys(vec![KeyValue::Uint(row)])
}

/// The keys of a row make no cursor; why is logged.
pub(in crate::pages) struct NoCursor;

impl Plan {
    /// A cursor that goes on from a row of these keys, if there is one.
    pub(in crate::pages) fn token(
        &self,
        direction: Direction,
        keys: &[KeyValue<'_>],
        binding: &Binding,
    ) -> Result<Option<Token>, NoCursor> {
        match &self.cursors {
            CursorForm::None => Ok(None),
            CursorForm::Signed(codec) => {
                match codec.seal(binding, direction, keys, SystemTime::now()) {
                    Ok(token) => Ok(Some(Token::Signed(token))),
                    Err(error) => {
                        tracing::error!(%error, "a page can't be gone on from");
                        Err(NoCursor)
                    }
                }
            }
            // It says nothing of its direction, and an end of the list has no keys.
            CursorForm::Plain => {
                let two_ways = self.parameter(PageParameter::Before).is_some();
                if keys.is_empty() || direction == Direction::Backward && !two_ways {
                    return Ok(None);
                }
                let Some(token) = plain_token(keys) else {
                    tracing::error!(
                        "a page can't be gone on from: a plain cursor is 1 to 4,096 characters long"
                    );
                    return Err(NoCursor);
                };
                Ok(Some(Token::Plain(token)))
            }
        }
    }
}

/// A plain cursor: the key itself, or the text of a JSON array where there are several.
fn plain_token(keys: &[KeyValue<'_>]) -> Option<serde_json::Value> {
    match keys {
        [key] => write(key),
        keys => {
            let values: Option<Vec<_>> = keys.iter().map(write_member).collect();
            let text = serde_json::Value::Array(values?).to_string();
            (text.len() <= MAX_LEN).then_some(text.into())
        }
    }
}
