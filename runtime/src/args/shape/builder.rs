//! From JSON Schema to a [`Shape`].

use regex_lite::Regex;
use serde_json::Value;

use super::{Kind, Node, Shape};
use crate::{
    args::format::Format,
    openapi::{Schemas, referred},
};

/// 2⁶³: from here on a maximum is the end of a type.
const I64_END: f64 = 9_223_372_036_854_775_808.0;

/// Builds a [`Shape`], components once each.
pub(super) struct Builder<'a> {
    schemas: &'a Schemas,
    names: Vec<String>,
    bounded: bool,
}

impl<'a> Builder<'a> {
    pub(super) fn new(schemas: &'a Schemas) -> Self {
        Builder {
            schemas,
            names: Vec::new(),
            bounded: false,
        }
    }

    pub(super) fn shape(mut self, schema: &Value) -> Result<Shape, String> {
        let root = self.node(schema)?;
        let mut components = Vec::new();
        while let Some(name) = self.names.get(components.len()).cloned() {
            let schema = self.schemas.get(&name).cloned().unwrap_or_default();
            components.push(self.node(&schema)?);
        }
        let bounded = self.bounded;
        Ok(Shape {
            root,
            components,
            bounded,
        })
    }

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
