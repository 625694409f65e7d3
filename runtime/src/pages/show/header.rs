//! Facts of a page in headers.

use super::{Shown, Token, Value, envelope::is_written};
use crate::pages::{Absent, Fact, Member, Rel, Total};

impl Shown<'_> {
    /// One fact as the value of a header.
    pub(in crate::pages) fn header(&self, fact: &Fact) -> Option<String> {
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
    pub(in crate::pages) fn json_header(&self, members: &[Member]) -> Option<String> {
        let counts = members.iter().any(|member| member.fact.counts());
        if counts && self.total == Total::Unknown {
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
    pub(in crate::pages) fn link_header(&self, rels: &[Rel]) -> Option<String> {
        let mut line = String::new();
        for rel in rels {
            let Some(target) = self.link(*rel) else {
                continue;
            };
            if line.is_empty() {
                line.reserve(rels.len() * (target.len() + 16));
            } else {
                line.push_str(", ");
            }
            line.push('<');
            line.push_str(&target);
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
