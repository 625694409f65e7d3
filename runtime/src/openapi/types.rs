//! Type names as trees: `Page<City>` is the component `PageCity`.
//!
//! `utoipa` knows a generic type by its bare name only (`Page`, whatever it holds), and refers to
//! type arguments by their bare names too. The compiler's own name of the type says the rest.

use serde_json::{Value, json};

/// A type by the name the compiler gives it, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TypeName {
    /// The path without generics, such as `alloc::vec::Vec`.
    path: String,
    arguments: Vec<TypeName>,
}

impl TypeName {
    /// The name of `T`.
    pub(crate) fn of<T: ?Sized>() -> Self {
        let mut rest = std::any::type_name::<T>();
        parse(&mut rest)
    }

    /// The last segment of the path.
    pub(crate) fn short(&self) -> &str {
        self.path.rsplit("::").next().unwrap_or(&self.path)
    }

    /// Whether values of it stand in the document where they are used, without a name.
    pub(crate) fn is_inline(&self) -> bool {
        let root = self.path.split("::").next().unwrap_or_default();
        matches!(root, "core" | "alloc" | "std" | "bytes")
            || !self.path.contains("::")
            || self.path.starts_with("serde_json::")
    }

    /// Whether it holds type arguments.
    pub(crate) fn is_generic(&self) -> bool {
        !self.arguments.is_empty()
    }

    /// The component's name when the bare name is `base`: `Page` of `City` → `PageCity`.
    pub(crate) fn component(&self, base: &str) -> String {
        let mut name = sanitized(base);
        for argument in &self.arguments {
            name.push_str(&argument.component(argument.short()));
        }
        name
    }

    /// Every type inside, itself left out.
    pub(crate) fn inner(&self) -> Vec<&TypeName> {
        self.arguments
            .iter()
            .flat_map(|argument| std::iter::once(argument).chain(argument.inner()))
            .collect()
    }

    /// The schema of this type as a part of another: a reference, or what the standard type means.
    pub(crate) fn schema(&self) -> Value {
        let argument = |index: usize| {
            self.arguments
                .get(index)
                .map_or(json!({}), TypeName::schema)
        };
        match self.short() {
            _ if !self.is_inline() => reference(&self.component(self.short())),
            "bool" => json!({"type": "boolean"}),
            "f32" => json!({"type": "number", "format": "float"}),
            "f64" => json!({"type": "number", "format": "double"}),
            "i8" | "i16" | "i32" => json!({"type": "integer", "format": "int32"}),
            "i64" | "isize" => json!({"type": "integer", "format": "int64"}),
            "i128" => json!({"type": "integer"}),
            "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => {
                json!({"type": "integer", "minimum": 0})
            }
            "String" | "str" | "char" => json!({"type": "string"}),
            "()" => json!({"type": "null"}),
            "Option" => json!({"oneOf": [argument(0), {"type": "null"}]}),
            "Vec" | "LinkedList" | "VecDeque" => json!({"type": "array", "items": argument(0)}),
            "HashSet" | "BTreeSet" => {
                json!({"type": "array", "items": argument(0), "uniqueItems": true})
            }
            "HashMap" | "BTreeMap" => {
                json!({"type": "object", "additionalProperties": argument(1)})
            }
            "Box" | "Arc" | "Rc" | "Cow" => argument(0),
            _ => json!({}),
        }
    }
}

/// `{"$ref": …}` to a component.
pub(crate) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// Component names are letters, digits, `.`, `-` and `_` (OpenAPI 3.1 §4.8.7).
fn sanitized(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_ascii_alphanumeric() || "._-".contains(*c))
        .collect()
}

fn parse(rest: &mut &str) -> TypeName {
    let end = rest.find(['<', '>', ',']).unwrap_or(rest.len());
    let (path, after) = rest.split_at(end);
    let mut name = TypeName {
        path: path.trim().trim_start_matches('&').to_owned(),
        arguments: Vec::new(),
    };
    *rest = after;
    if let Some(inside) = rest.strip_prefix('<') {
        *rest = inside;
        while !rest.is_empty() {
            name.arguments.push(parse(rest));
            let more = rest.starts_with(',');
            *rest = rest.get(1..).unwrap_or_default().trim_start();
            if !more {
                break;
            }
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::TypeName;

    struct Page<T>(T);
    struct City;

    #[test]
    fn names_compose() {
        let name = TypeName::of::<Page<Vec<Option<City>>>>();
        assert_eq!(name.component("Page"), "PageVecOptionCity");
        let inner: Vec<&str> = name.inner().iter().map(|n| n.short()).collect();
        assert_eq!(inner, ["Vec", "Option", "City"]);
        let map = TypeName::of::<std::collections::BTreeMap<String, Page<u8>>>();
        assert_eq!(map.inner().len(), 3);
        assert!(map.is_inline() && !map.inner()[1].is_inline());
        let borrowed = TypeName::of::<Page<&'static str>>();
        assert_eq!(borrowed.inner()[0].short(), "str");
    }
}
