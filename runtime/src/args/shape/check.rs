//! A value against a [`Shape`].

use serde_json::Value;

use super::{Node, Shape, escaped};
use crate::{args::format::counted, problem::FieldError};

/// The most faults that one answer lists.
const MOST: usize = 64;

/// How often values are looked at, at least and for each value: alternatives inside alternatives
/// would double the work with each level of a body otherwise.
const LOOKS: (usize, usize) = (100_000, 32);

/// The longest pointer that is told, in bytes before escaping.
const LONGEST: usize = 256;

/// How deep schemas that refer to themselves are followed, and JSON with them.
const DEPTH: usize = 128;

/// How many values a value is made of.
fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(count).sum::<usize>(),
        _ => 1,
    }
}

/// A check under way.
pub(super) struct Check<'a> {
    shape: &'a Shape,
    pointer: String,
    depth: usize,
    looks: usize,
    faults: Vec<FieldError>,
}

impl<'a> Check<'a> {
    pub(super) fn new(shape: &'a Shape, value: &Value) -> Self {
        Check {
            shape,
            pointer: String::new(),
            depth: 0,
            looks: LOOKS.0 + LOOKS.1 * count(value),
            faults: Vec::new(),
        }
    }

    /// Every fault of a value.
    pub(super) fn faults(mut self, value: &Value) -> Vec<FieldError> {
        self.node(&self.shape.root, value);
        if self.looks == 0 {
            return vec![FieldError::pointer("", "is too intricate to be checked")];
        }
        self.faults
    }

    fn fault(&mut self, detail: impl Into<String>) {
        if self.faults.len() < MOST {
            self.faults.push(FieldError::pointer(&self.pointer, detail));
        }
    }

    /// Goes on to a member or an item. A pointer that has become too long stops where it is, so that
    /// an answer never repeats much of what came.
    fn step(&mut self, name: &str) {
        if self.pointer.len() + name.len() > LONGEST {
            return;
        }
        self.pointer.push('/');
        if name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            self.pointer.push_str(name);
        } else {
            self.pointer.push_str(&escaped(name));
        }
    }

    fn inside(&mut self, name: &str, node: &'a Node, value: &Value) {
        let length = self.pointer.len();
        self.step(name);
        self.node(node, value);
        self.pointer.truncate(length);
    }

    fn node(&mut self, node: &'a Node, value: &Value) {
        if self.depth == DEPTH || self.looks == 0 {
            return;
        }
        self.looks -= 1;
        self.depth += 1;
        match node.component {
            Some(index) => self.node(&self.shape.components[index], value),
            None => self.here(node, value),
        }
        self.depth -= 1;
    }

    fn here(&mut self, node: &'a Node, value: &Value) {
        if !node.kinds.is_empty() && !node.kinds.iter().any(|kind| kind.admits(value)) {
            let words: Vec<&str> = node.kinds.iter().map(|kind| kind.word()).collect();
            return self.fault(format!("must be {}", words.join(" or ")));
        }
        if !node.choices.is_empty() && !node.choices.contains(value) {
            let words: Vec<String> = node.choices.iter().map(Value::to_string).collect();
            return self.fault(format!("must be one of {}", words.join(", ")));
        }
        match value {
            Value::Number(number) => self.number(node, number.as_f64().unwrap_or_default()),
            Value::String(text) => self.text(node, text),
            Value::Array(items) => self.array(node, items),
            Value::Object(members) => self.object(node, members),
            Value::Null | Value::Bool(_) => {}
        }
        node.all.iter().for_each(|inner| self.node(inner, value));
        self.one_of(node, value);
    }

    fn number(&mut self, node: &Node, number: f64) {
        let least = node.minimum.filter(|least| number < *least);
        let most = node.maximum.filter(|most| number > *most);
        let above = node.above.filter(|bound| number <= *bound);
        let below = node.below.filter(|bound| number >= *bound);
        let step = node
            .multiple_of
            .filter(|step| (number / step).fract() != 0.0);
        let faults = [
            (least, "at least"),
            (most, "at most"),
            (above, "more than"),
            (below, "less than"),
            (step, "a multiple of"),
        ];
        for (bound, words) in faults {
            if let Some(bound) = bound {
                self.fault(format!("must be {words} {bound}"));
            }
        }
    }

    fn text(&mut self, node: &Node, text: &str) {
        let length = text.chars().count() as u64;
        if let Some(least) = node.min_length.filter(|least| length < *least) {
            self.fault(format!(
                "must have at least {}",
                counted(least, "character")
            ));
        }
        if let Some(most) = node.max_length.filter(|most| length > *most) {
            self.fault(format!("must have at most {}", counted(most, "character")));
        }
        if let Some(format) = node.format.filter(|format| !format.admits(text)) {
            self.fault(format.words());
        }
        if let Some(pattern) = node
            .pattern
            .as_ref()
            .filter(|pattern| !pattern.is_match(text))
        {
            self.fault(format!("must match `{}`", pattern.as_str()));
        }
    }

    fn array(&mut self, node: &'a Node, items: &[Value]) {
        let length = items.len() as u64;
        if let Some(least) = node.min_items.filter(|least| length < *least) {
            self.fault(format!("must have at least {}", counted(least, "item")));
        }
        if let Some(most) = node.max_items.filter(|most| length > *most) {
            self.fault(format!("must have at most {}", counted(most, "item")));
        }
        if let Some(inner) = &node.items {
            for (index, item) in items.iter().enumerate() {
                self.inside(&index.to_string(), inner, item);
            }
        }
    }

    fn object(&mut self, node: &'a Node, members: &serde_json::Map<String, Value>) {
        for name in node
            .required
            .iter()
            .filter(|name| !members.contains_key(*name))
        {
            self.member(name, "is required");
        }
        for (name, value) in members {
            let known = node.properties.iter().find(|(known, _)| known == name);
            match (known, &node.others) {
                (Some((_, inner)), _) => self.inside(name, inner, value),
                (None, Some(inner)) => self.inside(name, inner, value),
                (None, None) if node.closed => self.member(name, "is not a member of this object"),
                (None, None) => {}
            }
        }
    }

    /// A fault of a member itself.
    fn member(&mut self, name: &str, detail: &str) {
        let length = self.pointer.len();
        self.step(name);
        self.fault(detail);
        self.pointer.truncate(length);
    }

    /// The faults of the alternative that comes nearest, when none holds.
    fn one_of(&mut self, node: &'a Node, value: &Value) {
        let before = std::mem::take(&mut self.faults);
        let mut nearest: Option<Vec<FieldError>> = None;
        for inner in &node.any {
            self.node(inner, value);
            let faults = std::mem::take(&mut self.faults);
            let deeper = |f: &[FieldError]| {
                f.iter()
                    .filter_map(|e| e.pointer.as_ref())
                    .map(String::len)
                    .max()
            };
            if nearest.as_ref().is_none_or(|known| {
                faults.is_empty() || !known.is_empty() && deeper(&faults) > deeper(known)
            }) {
                nearest = Some(faults);
            }
        }
        self.faults = before;
        let room = MOST.saturating_sub(self.faults.len());
        self.faults
            .extend(nearest.unwrap_or_default().into_iter().take(room));
    }
}
