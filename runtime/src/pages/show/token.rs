//! The cursors of a page, as they are written.

use std::{borrow::Cow, time::SystemTime};

use serde::{Serialize, Serializer};

use crate::pages::{
    Direction, KeyValue, Keys, Mode, PageParameter,
    cursor::{Binding, plain::write},
    page::{Cursors, Facts},
    plan::{CursorForm, Plan},
};

/// The cursors of a page that its style shows.
#[derive(Default)]
pub(super) struct Tokens {
    pub(super) next: Option<Token>,
    pub(super) previous: Option<Token>,
    pub(super) start: Option<Token>,
    pub(super) end: Option<Token>,
    /// Back from the end of the list.
    pub(super) last: Option<Token>,
    pub(super) rows: Vec<Token>,
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

impl Tokens {
    pub(super) fn make(&mut self, plan: &Plan, facts: &Facts, binding: &Binding) {
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
        if facts.has_next {
            // In front of all rows there is none to go on from but the start itself.
            let start = || match window.offset.checked_sub(1) {
                Some(row) => Keys(vec![KeyValue::Uint(row)]),
                None => Keys(Vec::new()),
            };
            let start = (plan.keys.is_none() || window.backward).then(start);
            self.next = at(&last, Direction::Forward, start);
        }
        if facts.has_previous {
            // Beyond an end there is no row to go back from but the end itself.
            let end = match plan.keys {
                Some(_) if window.mode == Mode::Cursor => Some(Keys(Vec::new())),
                Some(_) => None,
                None => Some(row(0)),
            };
            self.previous = at(&first, Direction::Backward, end);
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
    pub(in crate::pages) fn token(
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
