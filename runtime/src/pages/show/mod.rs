//! A page as its style shows it: what each fact comes to.

mod envelope;
mod header;
mod token;

use std::borrow::Cow;

use self::token::Tokens;
pub(super) use self::{envelope::Envelope, token::Token};
use super::{
    Fact, Member, Mode, PageParameter, Rel, Total,
    links::{Is, Links},
    page::Facts,
    plan::Plan,
};
use crate::context::Context;

/// The facts of a page, ready to be shown.
pub(super) struct Shown<'a> {
    plan: &'a Plan,
    facts: &'a Facts,
    /// How many items there are in all, which is no less than what the page shows.
    total: Total,
    links: Links<'a>,
    tokens: Tokens<'a>,
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
        Shown {
            plan,
            facts,
            total: facts.total_at_least_shown(),
            links: Links::of(plan, cx),
            tokens: Tokens::of(plan, facts, cx),
        }
    }

    /// Whether a cursor that it shows can't be written.
    pub(super) fn failed(&self) -> bool {
        self.tokens.failed()
    }

    fn value(&'a self, fact: &'a Fact) -> Value<'a> {
        let (facts, window) = (self.facts, &self.facts.window);
        let number = |number: Option<u64>| number.map_or(Value::Absent, Value::Number);
        let token = |token: Option<&'a Token>| token.map_or(Value::Absent, Value::Token);
        match fact {
            Fact::Items => Value::Items,
            Fact::Total => number(self.total.number()),
            Fact::TotalKind => Value::Text(Cow::Borrowed(self.total.label())),
            Fact::TotalAge => match self.total {
                Total::Cached { age, .. } => Value::Number(age.as_secs()),
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
            Fact::HasMore => Value::Bool(if window.backward || window.before.is_some() {
                facts.has_previous
            } else {
                facts.has_next
            }),
            Fact::NextCursor => token(self.tokens.next()),
            Fact::PreviousCursor => token(self.tokens.previous()),
            Fact::StartCursor => token(self.tokens.start()),
            Fact::EndCursor => token(self.tokens.end()),
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
        self.total.pages(self.facts.window.size)
    }

    /// How many pages there are, where that is more than a guess.
    fn counted_pages(&self) -> Option<u64> {
        self.pages()
            .filter(|_| !matches!(self.total, Total::Estimated(_)))
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
                    Rel::Last => self.counted_pages()?.max(1),
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
                        let pages = self.counted_pages()?.saturating_sub(1);
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
            Rel::Last => self.counted_pages().map(|pages| {
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
            Rel::Itself => return Some(self.links.itself()),
            Rel::Next => (self.tokens.next()?, PageParameter::After),
            Rel::Prev if two_ways => (self.tokens.previous()?, PageParameter::Before),
            Rel::Prev => (self.tokens.previous()?, PageParameter::After),
            Rel::Last if last && self.plan.keys.is_some() => {
                let size = Is::Number(self.facts.window.size);
                return Some(self.links.to(&[(PageParameter::Last, size)]));
            }
            Rel::Last => (self.tokens.last()?, PageParameter::After),
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
