//! The schema of a body, made ready to be checked: finds every field that fails, not just the first.

mod builder;
mod check;

use regex_lite::Regex;
use serde_json::Value;

use self::{builder::Builder, check::Check};
use super::format::Format;

use crate::{openapi::Schemas, problem::FieldError};

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
        Builder::new(schemas).shape(schema)
    }

    /// Whether it states anything that reading the type doesn't check already.
    pub(crate) fn is_bounded(&self) -> bool {
        self.bounded
    }

    /// Every fault of a value, 64 at most.
    pub(crate) fn faults(&self, value: &Value) -> Vec<FieldError> {
        Check::new(self, value).faults(value)
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
