//! The schema of a body, made ready to be checked: finds every field that fails, not just the first.

use regex_lite::Regex;
use serde_json::Value;

use super::format::{Format, counted};

use crate::{
    openapi::{Schemas, referred},
    problem::FieldError,
};

/// The most faults that one answer lists.
const MOST: usize = 64;

/// How often values are looked at, at least and for each value: alternatives inside alternatives
/// would double the work with each level of a body otherwise.
const LOOKS: (usize, usize) = (100_000, 32);

/// How deep schemas that refer to themselves are followed, and JSON with them.
const DEPTH: usize = 128;

/// A schema ready to be checked.
#[derive(Debug)]
pub(crate) struct Shape {
    root: Node,
    /// Components by index, so that types may refer to themselves.
    components: Vec<Node>,
    bounded: bool,
}

/// The part of JSON Schema 2020-12 that types and their bounds are written in.
#[derive(Debug, Default)]
struct Node {
    component: Option<usize>,
    kinds: Vec<Kind>,
    choices: Vec<Value>,
    minimum: Option<f64>,
    maximum: Option<f64>,
    above: Option<f64>,
    below: Option<f64>,
    multiple_of: Option<f64>,
    min_length: Option<u64>,
    max_length: Option<u64>,
    pattern: Option<Regex>,
    format: Option<Format>,
    min_items: Option<u64>,
    max_items: Option<u64>,
    items: Option<Box<Node>>,
    properties: Vec<(String, Node)>,
    required: Vec<String>,
    others: Option<Box<Node>>,
    closed: bool,
    all: Vec<Node>,
    any: Vec<Node>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    fn named(name: &str) -> Option<(Self, &'static str)> {
        Some(match name {
            "null" => (Kind::Null, "null"),
            "boolean" => (Kind::Boolean, "a boolean"),
            "integer" => (Kind::Integer, "a whole number"),
            "number" => (Kind::Number, "a number"),
            "string" => (Kind::String, "a text"),
            "array" => (Kind::Array, "a list"),
            "object" => (Kind::Object, "an object"),
            _ => return None,
        })
    }

    fn word(self) -> &'static str {
        let names = [
            "null", "boolean", "integer", "number", "string", "array", "object",
        ];
        let found = names
            .iter()
            .filter_map(|name| Kind::named(name))
            .find(|(kind, _)| *kind == self);
        found.map_or("", |(_, word)| word)
    }

    fn admits(self, value: &Value) -> bool {
        match (self, value) {
            (Kind::Integer, Value::Number(n)) => n.is_i64() || n.is_u64(),
            (Kind::Null, Value::Null)
            | (Kind::Boolean, Value::Bool(_))
            | (Kind::Number, Value::Number(_))
            | (Kind::String, Value::String(_))
            | (Kind::Array, Value::Array(_))
            | (Kind::Object, Value::Object(_)) => true,
            _ => false,
        }
    }
}

impl Shape {
    /// Prepares a schema; a pattern that is no regular expression is an error.
    pub(crate) fn new(schema: &Value, schemas: &Schemas) -> Result<Self, String> {
        let mut builder = Builder {
            schemas,
            names: Vec::new(),
            bounded: false,
        };
        let root = builder.node(schema)?;
        let mut components = Vec::new();
        while let Some(name) = builder.names.get(components.len()).cloned() {
            let schema = schemas.get(&name).cloned().unwrap_or_default();
            components.push(builder.node(&schema)?);
        }
        Ok(Shape {
            root,
            components,
            bounded: builder.bounded,
        })
    }

    /// Whether it states anything that reading the type doesn't check already.
    pub(crate) fn is_bounded(&self) -> bool {
        self.bounded
    }

    /// Every fault of a value, 64 at most.
    pub(crate) fn faults(&self, value: &Value) -> Vec<FieldError> {
        let mut check = Check {
            shape: self,
            pointer: String::new(),
            depth: 0,
            looks: LOOKS.0 + LOOKS.1 * count(value),
            faults: Vec::new(),
        };
        check.node(&self.root, value);
        if check.looks == 0 {
            return vec![FieldError::pointer("", "is too intricate to be checked")];
        }
        check.faults
    }
}

/// 2⁶³: from here on a maximum is the end of a type.
const I64_END: f64 = 9_223_372_036_854_775_808.0;

struct Builder<'a> {
    schemas: &'a Schemas,
    names: Vec<String>,
    bounded: bool,
}

impl Builder<'_> {
    fn node(&mut self, schema: &Value) -> Result<Node, String> {
        if let Some(name) = referred(schema) {
            return Ok(Node {
                component: Some(self.component(name)),
                ..Node::default()
            });
        }
        let mut node = Node {
            kinds: kinds(schema),
            choices: list(schema, "enum").to_vec(),
            required: texts(schema, "required"),
            closed: schema["additionalProperties"] == Value::Bool(false),
            ..Node::default()
        };
        self.bounds(&mut node, schema)?;
        for (name, member) in schema["properties"].as_object().into_iter().flatten() {
            node.properties.push((name.clone(), self.node(member)?));
        }
        node.items = self.inner(schema, "items")?;
        node.others = self.inner(schema, "additionalProperties")?;
        node.all = self.each(schema, "allOf")?;
        node.any = self.each(schema, "oneOf")?;
        node.any.extend(self.each(schema, "anyOf")?);
        Ok(node)
    }

    fn component(&mut self, name: &str) -> usize {
        if let Some(index) = self.names.iter().position(|known| known == name) {
            return index;
        }
        debug_assert!(
            self.schemas.get(name).is_some(),
            "dangling references stop the build"
        );
        self.names.push(name.to_owned());
        self.names.len() - 1
    }

    fn bounds(&mut self, node: &mut Node, schema: &Value) -> Result<(), String> {
        let number = |name: &str| schema[name].as_f64();
        let count = |name: &str| schema[name].as_u64();
        node.minimum = number("minimum");
        node.maximum = number("maximum");
        node.above = number("exclusiveMinimum");
        node.below = number("exclusiveMaximum");
        node.multiple_of = number("multipleOf").filter(|n| *n > 0.0);
        node.min_length = count("minLength");
        node.max_length = count("maxLength");
        node.min_items = count("minItems");
        node.max_items = count("maxItems");
        if let Some(pattern) = schema["pattern"].as_str() {
            let pattern = Regex::new(pattern)
                .map_err(|e| format!("the pattern `{pattern}` is wrong: {e}"))?;
            node.pattern = Some(pattern);
        }
        node.format = schema["format"].as_str().and_then(Format::named);
        // What a type says already needs no second look: unsigned numbers, and formats, which only
        // a type can read.
        self.bounded |= node.minimum.is_some_and(|n| n != 0.0)
            || node.maximum.is_some_and(|n| n < I64_END)
            || node.above.is_some()
            || node.below.is_some()
            || node.multiple_of.is_some()
            || node.min_length.is_some()
            || node.max_length.is_some()
            || node.min_items.is_some()
            || node.max_items.is_some()
            || node.pattern.is_some();
        Ok(())
    }

    fn inner(&mut self, schema: &Value, name: &str) -> Result<Option<Box<Node>>, String> {
        match &schema[name] {
            inner @ Value::Object(_) => Ok(Some(Box::new(self.node(inner)?))),
            _ => Ok(None),
        }
    }

    fn each(&mut self, schema: &Value, name: &str) -> Result<Vec<Node>, String> {
        list(schema, name)
            .iter()
            .map(|inner| self.node(inner))
            .collect()
    }
}

fn list<'a>(schema: &'a Value, name: &str) -> &'a [Value] {
    schema[name].as_array().map_or(&[], Vec::as_slice)
}

fn texts(schema: &Value, name: &str) -> Vec<String> {
    list(schema, name)
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

fn kinds(schema: &Value) -> Vec<Kind> {
    let one = schema["type"].as_str().into_iter();
    let many = list(schema, "type").iter().filter_map(Value::as_str);
    one.chain(many)
        .filter_map(Kind::named)
        .map(|(kind, _)| kind)
        .collect()
}

/// How many values a value is made of.
fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(count).sum::<usize>(),
        _ => 1,
    }
}

/// A member's name in a JSON Pointer (RFC 6901 §3), as a URI fragment.
pub(super) fn escaped(name: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const FRAGMENT: AsciiSet = CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'<')
        .add(b'>')
        .add(b'`')
        .add(b'%')
        .add(b'#');
    utf8_percent_encode(&name.replace('~', "~0").replace('/', "~1"), &FRAGMENT).to_string()
}

struct Check<'a> {
    shape: &'a Shape,
    pointer: String,
    depth: usize,
    looks: usize,
    faults: Vec<FieldError>,
}

impl<'a> Check<'a> {
    fn fault(&mut self, detail: impl Into<String>) {
        if self.faults.len() < MOST {
            self.faults.push(FieldError::pointer(&self.pointer, detail));
        }
    }

    fn inside(&mut self, name: &str, node: &'a Node, value: &Value) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&escaped(name));
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
        self.pointer.push('/');
        self.pointer.push_str(&escaped(name));
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Shape;
    use crate::openapi::Schemas;

    fn faults(schema: &Value, value: &Value) -> Vec<(String, String)> {
        let shape = Shape::new(schema, &Schemas::default()).expect("a good schema");
        let faults = shape.faults(value).into_iter();
        faults
            .map(|fault| (fault.pointer.unwrap_or_default(), fault.detail))
            .collect()
    }

    #[test]
    fn every_field_is_listed() {
        let schema = json!({
            "type": "object", "required": ["a", "b", "c"], "additionalProperties": false,
            "properties": {
                "a": {"type": "integer", "minimum": 1, "maximum": 9},
                "b": {"type": ["string", "null"], "minLength": 2, "pattern": "^[a-z]+$"},
                "c": {"type": "array", "maxItems": 2, "items": {"enum": ["x", "y"]}},
            }
        });
        let found = faults(&schema, &json!({"a": 10, "b": "A", "d/e": 1}));
        let pointers: Vec<&str> = found.iter().map(|(pointer, _)| pointer.as_str()).collect();
        assert_eq!(pointers, ["#/c", "#/a", "#/b", "#/b", "#/d~1e"]);
        assert_eq!(found[1].1, "must be at most 9");
        assert!(faults(&schema, &json!({"a": 1, "b": null, "c": ["x"]})).is_empty());
        assert_eq!(
            faults(&schema, &json!({"a": "1", "b": "ab", "c": ["x", "z"]})).len(),
            2
        );
    }

    #[test]
    fn the_nearest_alternative_is_told() {
        let schema = json!({"oneOf": [
            {"type": "null"},
            {"type": "object", "required": ["n"], "properties": {"n": {"type": "number"}}},
        ]});
        assert!(faults(&schema, &json!(null)).is_empty());
        let found = faults(&schema, &json!({"n": "1"}));
        assert_eq!(found, [("#/n".to_owned(), "must be a number".to_owned())]);
    }

    #[test]
    fn alternatives_inside_alternatives_end() {
        let reference = json!({"$ref": "#/components/schemas/Tree"});
        let branch = json!({"type": "object", "required": ["x"], "properties": {"l": reference, "x": {"maximum": 1}}});
        let mut schemas = Schemas::default();
        schemas.insert(
            "Tree".to_owned(),
            json!({"oneOf": [branch, branch, branch]}),
        );
        let shape = Shape::new(&reference, &schemas).expect("a good schema");
        let mut value = json!({"x": 2});
        for _ in 0..60 {
            value = json!({"l": value});
        }
        let faults = shape.faults(&value);
        assert_eq!(faults[0].detail, "is too intricate to be checked");
    }

    #[test]
    fn a_schema_that_refers_to_itself_ends() {
        let mut schemas = Schemas::default();
        let reference = json!({"$ref": "#/components/schemas/Tree"});
        let tree =
            json!({"type": "object", "properties": {"left": reference, "n": {"type": "integer"}}});
        schemas.insert("Tree".to_owned(), tree);
        let shape = Shape::new(&reference, &schemas).expect("a good schema");
        let mut value = json!({"n": "x"});
        for _ in 0..3 {
            value = json!({"left": value, "n": 1});
        }
        let found = shape.faults(&value);
        assert_eq!(found[0].pointer.as_deref(), Some("#/left/left/left/n"));
    }
}
