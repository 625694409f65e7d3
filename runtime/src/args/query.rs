//! `Query<T>`: the whole query as a struct; and single parameters of it.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::{Value as Json, json};

use super::{
    Extract, ParameterRejection, Readable,
    text::{Texts, Unreadable},
};
use crate::{context::Context, openapi::OperationDoc, problem::FieldError};

/// The query as a struct: each member is a parameter, a repeated parameter fills a `Vec`.
///
/// A query that can't be read is a 400 problem that names the parameter.
///
/// ```
/// use folio::{Query, get};
///
/// #[derive(serde::Deserialize, utoipa::ToSchema)]
/// struct Filter {
///     /// Countries, any of them.
///     #[serde(default)]
///     country: Vec<String>,
///     min_population: Option<u64>,
/// }
///
/// /// How many cities pass.
/// #[get("/cities/count")]
/// fn count(Query(filter): Query<Filter>) -> u64 {
///     filter.country.len() as u64 + filter.min_population.unwrap_or(0)
/// }
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Query<T>(pub T);

impl<T: Readable> Extract for Query<T> {
    type Rejection = ParameterRejection;

    async fn extract(cx: &mut Context) -> Result<Self, ParameterRejection> {
        let query = cx.parts.uri.query().unwrap_or_default();
        let parser = serde_html_form::Deserializer::from_bytes(query.as_bytes());
        serde_path_to_error::deserialize(parser)
            .map(Query)
            .map_err(|error| {
                let name = error.path().to_string();
                let fault = FieldError::parameter(
                    name.trim_matches('.'),
                    "query",
                    expected(&error.into_inner()),
                );
                ParameterRejection {
                    errors: vec![fault],
                }
            })
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        let Some(schema) = doc.properties::<T>() else {
            let name = std::any::type_name::<T>();
            doc.fault(format!(
                "`Query<{name}>` needs a struct whose members are the parameters"
            ));
            return;
        };
        doc.unbounded(&schema, "Query");
        let required = |name: &str| {
            let list = schema.get("required").and_then(Json::as_array);
            list.is_some_and(|names| names.iter().any(|known| known == name))
        };
        for (name, member) in schema["properties"].as_object().into_iter().flatten() {
            let mut member = member.clone();
            let description = take(&mut member, "description");
            let mut parameter = json!({"name": name, "in": "query"});
            if let Some(description) = description {
                parameter["description"] = description;
            }
            let list = member["type"] == "array";
            parameter["required"] = json!(required(name) && !list);
            parameter["schema"] = not_null(member);
            doc.parameter(parameter);
        }
    }
}

fn take(schema: &mut Json, name: &str) -> Option<Json> {
    schema.as_object_mut()?.shift_remove(name)
}

/// A parameter is there or not; it is never null.
fn not_null(mut schema: Json) -> Json {
    if let Some(Json::Array(kinds)) = schema.get("type") {
        let kind = kinds.iter().find(|kind| *kind != "null").cloned();
        schema["type"] = kind.unwrap_or_default();
    }
    if let Some(Json::Array(choices)) = schema.get("oneOf") {
        let mut choices = choices
            .iter()
            .filter(|choice| **choice != json!({"type": "null"}));
        if let (Some(only), None) = (choices.next(), choices.next()) {
            return only.clone();
        }
    }
    schema
}

/// What serde's message says it expected, without what came.
pub(crate) fn expected(error: &impl std::fmt::Display) -> String {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    match (
        message.split_once(", expected "),
        message.starts_with("missing field"),
    ) {
        (Some((_, expected)), _) => format!("must be {}", in_words(expected)),
        (None, true) => message.replace("missing field", "is required:"),
        (None, false) => "can't be read as what this endpoint takes".to_owned(),
    }
}

/// A type's name as a reader of the API knows it.
fn in_words(expected: &str) -> &str {
    match expected {
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => "a whole number, 0 or more, in range",
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => "a whole number in range",
        "f32" | "f64" => "a number",
        "a string" | "a borrowed string" | "string" | "str" => "a text",
        "a sequence" => "a list",
        "a map" => "an object",
        expected if expected.starts_with("struct ") => "an object",
        expected => expected,
    }
}

/// Every text a query holds under one name (WHATWG URL §5.1), decoded where it has to be.
pub(crate) fn texts<'a>(query: &'a str, name: &str) -> Result<Texts<'a>, Unreadable> {
    let mut found = Texts::Missing;
    let mut rest = query;
    while !rest.is_empty() {
        let (pair, after) = pair(rest);
        rest = after;
        let named = pair.key == name
            || (pair.encoded
                && is_encoded(pair.key)
                && decode(pair.key, true).is_ok_and(|key| key == name));
        if !named {
            continue;
        }
        let text = decode(pair.value, pair.encoded)?;
        match found {
            Texts::Missing => found = Texts::One(text),
            _ => found.push(text),
        }
    }
    Ok(found)
}

/// A pair of a query, as it was sent.
struct Pair<'a> {
    key: &'a str,
    value: &'a str,
    /// Whether `%` or `+` stands in it.
    encoded: bool,
}

/// The first pair of a query and what follows it, in one pass over its bytes.
fn pair(query: &str) -> (Pair<'_>, &str) {
    let (mut equals, mut end, mut encoded) = (None, query.len(), false);
    for (index, byte) in query.bytes().enumerate() {
        match byte {
            b'&' => {
                end = index;
                break;
            }
            b'=' if equals.is_none() => equals = Some(index),
            b'%' | b'+' => encoded = true,
            _ => {}
        }
    }
    let (key, value) = match equals {
        Some(equals) => (&query[..equals], &query[equals + 1..end]),
        None => (&query[..end], ""),
    };
    (
        Pair {
            key,
            value,
            encoded,
        },
        query.get(end + 1..).unwrap_or_default(),
    )
}

fn is_encoded(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'%' | b'+'))
}

fn decode(text: &str, encoded: bool) -> Result<Cow<'_, str>, Unreadable> {
    if !encoded {
        return Ok(Cow::Borrowed(text));
    }
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced)
        .decode_utf8()
        .map(Cow::into_owned);
    decoded
        .map(Cow::Owned)
        .map_err(|_| Unreadable("must be percent-encoded UTF-8".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn names_and_values_are_decoded() {
        let all = |query: &str, name: &str| -> Vec<String> {
            texts(query, name).map_or_else(|e| vec![e.0], |t| t.iter().map(str::to_owned).collect())
        };
        assert_eq!(all("a=1&b=2&a=3", "a"), ["1", "3"]);
        assert_eq!(all("page%5Bsize%5D=5", "page[size]"), ["5"]);
        assert_eq!(all("q=a+b%2Bc%C3%A9", "q"), ["a b+cé"]);
        assert_eq!(all("q", "q"), [""]);
        assert_eq!(all("&&=1&q=", "q"), [""]);
        assert_eq!(all("", "q"), Vec::<String>::new());
        assert_eq!(all("q=%FF", "q"), ["must be percent-encoded UTF-8"]);
    }
}
