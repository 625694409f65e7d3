//! The schemas of the document: one component a type, clashes found, known faults mended.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::types::{TypeName, reference};

/// The prefix of a reference to a component.
const REFERENCE: &str = "#/components/schemas/";

/// The components that describe the values of an app.
#[derive(Debug, Default)]
pub struct Schemas {
    components: BTreeMap<String, Component>,
    /// Which endpoint is being described.
    origin: String,
    clashes: Vec<Clash>,
}

#[derive(Debug)]
struct Component {
    schema: Value,
    origin: String,
    /// Whether a page style shows it, where it is no type of the user's.
    styled: bool,
}

/// Two schemas under one name, with the endpoints that brought them.
#[derive(Debug)]
pub(crate) struct Clash {
    pub(crate) name: String,
    pub(crate) first: String,
    pub(crate) second: String,
    /// Whether page styles show both.
    pub(crate) styled: bool,
}

impl Schemas {
    /// Registers `T` and what it refers to, and gives the schema to write where it is used: a
    /// reference for a type with a name of its own, the schema itself for numbers, texts, lists ….
    pub fn add<T: ToSchema>(&mut self) -> Value {
        let name = TypeName::of::<T>();
        let mut schema = mended(&T::schema());
        resolve(&mut schema, &name);
        self.nested::<T>();
        if name.is_inline() {
            self.shorten(&mut schema, &name);
            return schema;
        }
        let component = name.component(&T::name());
        self.insert(component.clone(), schema);
        reference(&component)
    }

    /// Registers what is written in the place of values of `T`, under the name that is `name` for `T`
    /// without its type arguments; gives the whole name.
    pub(super) fn replace<T>(&mut self, name: &str, schema: Value) -> String {
        let component = TypeName::of::<T>().component(name);
        self.insert(component.clone(), schema);
        component
    }

    fn nested<T: ToSchema>(&mut self) {
        let mut nested = Vec::new();
        T::schemas(&mut nested);
        for (name, schema) in nested {
            self.insert(name, mended(&schema));
        }
    }

    /// Adds a component under a name.
    pub(crate) fn insert(&mut self, name: String, schema: Value) {
        self.insert_as(name, schema, false);
    }

    /// Adds what a page style shows.
    pub(crate) fn insert_styled(&mut self, name: String, schema: Value) {
        self.insert_as(name, schema, true);
    }

    fn insert_as(&mut self, name: String, schema: Value, styled: bool) {
        match self.components.get(&name) {
            Some(known) if known.schema == schema => {}
            Some(known) => {
                let clash = Clash {
                    first: known.origin.clone(),
                    second: self.origin.clone(),
                    styled: known.styled && styled,
                    name,
                };
                let told = |c: &Clash| c.name == clash.name;
                if !self.clashes.iter().any(told) {
                    self.clashes.push(clash);
                }
            }
            None => {
                let origin = self.origin.clone();
                let component = Component {
                    schema,
                    origin,
                    styled,
                };
                self.components.insert(name, component);
            }
        }
    }

    /// Says whose types come next.
    pub(crate) fn describing(&mut self, origin: String) {
        self.origin = origin;
    }

    /// Writes references where a list or an option repeats a component whole.
    fn shorten(&self, schema: &mut Value, name: &TypeName) {
        for inner in name.inner().into_iter().filter(|inner| !inner.is_inline()) {
            let component = inner.component(inner.short());
            if let Some(known) = self.components.get(&component) {
                replace(schema, &known.schema, &reference(&component));
            }
        }
    }

    /// The schema a component has.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.components.get(name).map(|component| &component.schema)
    }

    /// Follows a reference to its component.
    pub(crate) fn follow<'a>(&'a self, schema: &'a Value) -> &'a Value {
        referred(schema)
            .and_then(|name| self.get(name))
            .unwrap_or(schema)
    }

    /// Names that are referred to and not there, with the component that refers.
    pub(crate) fn dangling(&self) -> Vec<(String, String)> {
        let mut missing = Vec::new();
        for component in self.components.values() {
            references(&component.schema, &mut |target| {
                let entry = (target.to_owned(), component.origin.clone());
                if !self.components.contains_key(target) && !missing.contains(&entry) {
                    missing.push(entry);
                }
            });
        }
        missing
    }

    pub(crate) fn clashes(&self) -> &[Clash] {
        &self.clashes
    }

    /// `components.schemas`.
    pub(crate) fn to_json(&self) -> Map<String, Value> {
        self.components
            .iter()
            .map(|(name, component)| (name.clone(), component.schema.clone()))
            .collect()
    }
}

/// The component a schema refers to.
pub(crate) fn referred(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix(REFERENCE)
}

fn references(schema: &Value, found: &mut dyn FnMut(&str)) {
    if let Some(name) = referred(schema) {
        found(name);
    }
    match schema {
        Value::Object(members) => members.values().for_each(|inner| references(inner, found)),
        Value::Array(items) => items.iter().for_each(|inner| references(inner, found)),
        _ => {}
    }
}

/// Puts the right names where a generic type refers to its arguments by their bare ones.
fn resolve(schema: &mut Value, name: &TypeName) {
    if !name.is_generic() {
        return;
    }
    let inner = name.inner();
    walk(schema, &mut |part| {
        let Some(target) = referred(part) else { return };
        if let Some(found) = inner.iter().find(|inner| inner.short() == target) {
            *part = found.schema();
        }
    });
}

fn replace(schema: &mut Value, known: &Value, by: &Value) {
    walk(schema, &mut |part| {
        if part == known {
            *part = by.clone();
        }
    });
}

/// Visits every object in a schema, outermost last.
fn walk(schema: &mut Value, visit: &mut dyn FnMut(&mut Value)) {
    match schema {
        Value::Object(members) => {
            for inner in members.values_mut() {
                walk(inner, visit);
            }
            visit(schema);
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| walk(inner, visit)),
        _ => {}
    }
}

/// A schema as `utoipa` gives it, with what it gets wrong put right.
fn mended(schema: &impl serde::Serialize) -> Value {
    let mut schema = serde_json::to_value(schema).unwrap_or_default();
    walk(&mut schema, &mut mend);
    schema
}

fn mend(part: &mut Value) {
    if *part == json!({"default": null}) {
        *part = json!({"type": "null"});
    }
    let Value::Object(members) = part else { return };
    // Property names are texts: a number among them is its digits.
    let kind = members
        .get("propertyNames")
        .and_then(|names| names.get("type"));
    match kind.and_then(Value::as_str) {
        Some("integer") => {
            let digits = json!({"type": "string", "pattern": "^-?[0-9]+$"});
            members.insert("propertyNames".to_owned(), digits);
        }
        Some("string")
            if members["propertyNames"]
                .as_object()
                .is_some_and(|m| m.len() == 1) =>
        {
            members.shift_remove("propertyNames");
        }
        _ => {}
    }
    // Unsigned numbers go beyond the signed formats that are written for them.
    let number = |name: &str| members.get(name).and_then(Value::as_f64);
    if number("minimum").is_none_or(|least| least < 0.0) || number("maximum").is_some() {
        return;
    }
    // Nothing tells `u32` from an `i32` with this bound, so only the format goes.
    if members
        .get("format")
        .is_some_and(|format| format == "int32" || format == "int64")
    {
        members.shift_remove("format");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use utoipa::ToSchema;

    use super::Schemas;

    #[derive(ToSchema)]
    #[allow(dead_code)]
    struct City {
        id: u32,
        names: std::collections::BTreeMap<u32, String>,
    }

    #[derive(ToSchema)]
    #[allow(dead_code)]
    struct Page<T> {
        items: Vec<T>,
        first: Option<T>,
    }

    #[test]
    fn a_generic_type_refers_to_its_argument() {
        let mut schemas = Schemas::default();
        schemas.add::<City>();
        assert_eq!(
            schemas.add::<Page<City>>(),
            json!({"$ref": "#/components/schemas/PageCity"})
        );
        let page = schemas.get("PageCity").expect("was added");
        assert_eq!(
            page["properties"]["items"]["items"],
            json!({"$ref": "#/components/schemas/City"})
        );
        assert!(schemas.dangling().is_empty());
    }

    #[test]
    fn nested_generics_and_standard_types_resolve() {
        let mut schemas = Schemas::default();
        schemas.add::<City>();
        schemas.add::<Page<City>>();
        schemas.add::<Page<Page<City>>>();
        let outer = schemas.get("PagePageCity").expect("was added");
        let inner = &outer["properties"]["items"]["items"];
        assert_eq!(inner, &json!({"$ref": "#/components/schemas/PageCity"}));
        schemas.add::<Page<Option<u64>>>();
        assert!(schemas.dangling().is_empty(), "{:?}", schemas.dangling());
    }

    #[test]
    fn lists_refer_and_faults_are_mended() {
        let mut schemas = Schemas::default();
        schemas.add::<City>();
        let list = json!({"type": "array", "items": {"$ref": "#/components/schemas/City"}});
        assert_eq!(schemas.add::<Vec<City>>(), list);
        let city = schemas.get("City").expect("was added");
        assert_eq!(
            city["properties"]["id"],
            json!({"type": "integer", "minimum": 0})
        );
        assert_eq!(
            city["properties"]["names"]["propertyNames"]["type"],
            "string"
        );
        assert_eq!(schemas.add::<()>(), json!({"type": "null"}));
    }

    #[test]
    fn two_types_of_one_name_clash() {
        mod other {
            #[derive(utoipa::ToSchema)]
            #[allow(dead_code)]
            pub(super) struct City {
                other: bool,
            }
        }
        let mut schemas = Schemas::default();
        schemas.describing("first".to_owned());
        schemas.add::<City>();
        schemas.describing("second".to_owned());
        schemas.add::<other::City>();
        let [clash] = schemas.clashes() else {
            panic!("one clash")
        };
        assert_eq!(
            (clash.first.as_str(), clash.second.as_str()),
            ("first", "second")
        );
    }
}
