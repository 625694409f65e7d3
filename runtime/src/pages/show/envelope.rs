//! The body of a page.

use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};

use super::{Shown, Value, token::Token};
use crate::pages::{Absent, Member, items::Items, style::Edge};

/// The body of a page: its envelope, or its items alone.
pub(in crate::pages) struct Envelope<'a, T> {
    pub(in crate::pages) shown: &'a Shown<'a>,
    pub(in crate::pages) items: &'a Items<T>,
}

impl<T: Serialize> Serialize for Envelope<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let style = &self.shown.plan.style;
        let items = Listed {
            items: self.items,
            edge: style.edge.as_ref(),
            tokens: self.shown.tokens.rows(),
        };
        match &style.members {
            None => items.serialize(serializer),
            Some(members) => Members {
                shown: self.shown,
                list: members,
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
    list: &'a [Member],
    items: Option<&'a I>,
}

impl<I: Serialize> Serialize for Members<'_, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mode = self.shown.facts.window.mode;
        let shown = self.list.iter().filter(|member| member.is_shown(mode));
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
                        list: members,
                        items: None,
                    };
                    object.serialize_entry(name, &inner)?;
                }
            }
        }
        object.end()
    }
}

pub(super) fn is_written(member: &Member, value: &Value<'_>) -> bool {
    member.absent != Absent::LeftOut || !matches!(value, Value::Absent)
}
