//! Arguments that are one value: path and query parameters, header fields, cookies.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use regex_lite::Regex;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};

use super::{
    cookies,
    format::counted,
    probe, query,
    text::{Texts, Unreadable},
};
use crate::{
    context::Context,
    openapi::OperationDoc,
    problem::FieldError,
    spec::{Arg, Facts, Literal, Source},
};

/// A type that is read from a path parameter, a query parameter, a header field or a cookie.
///
/// Every type that serde reads from one text is one: numbers, `bool`, `String`, enums without fields,
/// newtypes, `uuid::Uuid`, dates. `Option<T>` may be missing; `Vec<T>` takes a repeated query
/// parameter, or a header field's comma-separated items.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a path, a query, a header or a cookie",
    label = "not read from a text",
    note = "take a number, `bool`, `String`, an enum or a newtype with `#[derive(Deserialize)]`, or an `Option` or `Vec` of one"
)]
pub trait Value: Sized {
    /// Reads the argument at an index of the endpoint's list; `None` after noting why it fails.
    #[doc(hidden)]
    fn take(cx: &mut Context, index: usize) -> Option<Self>;

    /// Describes the parameter.
    #[doc(hidden)]
    fn describe(arg: &Arg, doc: &mut OperationDoc<'_>);
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Value for T {
    fn take(cx: &mut Context, index: usize) -> Option<Self> {
        let read = texts(cx, index).and_then(|texts| T::deserialize(texts));
        match read {
            Ok(value) => Some(value),
            Err(fault) => {
                refuse(cx, index, fault);
                None
            }
        }
    }

    fn describe(arg: &Arg, doc: &mut OperationDoc<'_>) {
        let required = T::deserialize(Texts::Missing).is_err();
        let readable = |literal: &Literal| T::deserialize(Texts::One(literal.text())).map(|_| ());
        let default = arg.facts.default.as_ref().map(readable);
        if let Some(Err(fault)) = default {
            doc.fault(format!("the default of `{}` {fault}", arg.name));
        }
        match probe::schema::<T>() {
            Ok(schema) => parameter(arg, schema, required, doc),
            Err(fault) => doc.fault(fault),
        }
    }
}

/// The argument of an endpoint as a request meets it.
#[derive(Debug)]
pub(crate) struct Reader {
    pub(crate) name: &'static str,
    pub(crate) source: Source,
    pub(crate) facts: Facts,
    /// The place of a path parameter among those of the whole template.
    pub(crate) position: usize,
    pub(crate) pattern: Option<Regex>,
    /// Whether any fact has to be checked.
    pub(crate) checked: bool,
}

impl Reader {
    /// Prepares an argument; `position` is where its name stands in the path.
    pub(crate) fn new(arg: &Arg, position: Option<usize>) -> Result<Self, String> {
        let facts = arg.facts;
        let pattern = facts.pattern.map(Regex::new).transpose();
        let pattern =
            pattern.map_err(|error| format!("the pattern of `{}` is wrong: {error}", arg.name))?;
        if arg.source == Source::Path && position.is_none() {
            return Err(format!("no part of the path is named `{{{}}}`", arg.name));
        }
        let bounded = facts.minimum.is_some() || facts.maximum.is_some();
        let measured = facts.min_length.is_some() || facts.max_length.is_some();
        let reader = Reader {
            name: arg.name,
            source: arg.source,
            facts,
            position: position.unwrap_or_default(),
            checked: bounded || measured || pattern.is_some(),
            pattern,
        };
        match facts.default.map(|default| reader.check(&default.text())) {
            Some(Err(fault)) => Err(format!("the default of `{}` {}", arg.name, fault.0)),
            _ => Ok(reader),
        }
    }

    fn check(&self, text: &str) -> Result<(), Unreadable> {
        let Facts {
            minimum,
            maximum,
            min_length,
            max_length,
            ..
        } = &self.facts;
        if minimum.as_ref().is_some_and(|least| least.above(text)) {
            return Err(bound("at least", minimum.as_ref()));
        }
        if maximum.as_ref().is_some_and(|most| most.below(text)) {
            return Err(bound("at most", maximum.as_ref()));
        }
        let length = || text.chars().count();
        if let Some(least) = min_length.filter(|least| length() < *least) {
            return Err(Unreadable(format!(
                "must have at least {}",
                counted(least as u64, "character")
            )));
        }
        if let Some(most) = max_length.filter(|most| length() > *most) {
            return Err(Unreadable(format!(
                "must have at most {}",
                counted(most as u64, "character")
            )));
        }
        match &self.pattern {
            Some(pattern) if !pattern.is_match(text) => {
                Err(Unreadable(format!("must match `{}`", pattern.as_str())))
            }
            _ => Ok(()),
        }
    }
}

fn bound(words: &str, literal: Option<&Literal>) -> Unreadable {
    let number = literal.map(Literal::text).unwrap_or_default();
    Unreadable(format!("must be {words} {number}"))
}

impl Literal {
    pub(crate) fn text(&self) -> Cow<'static, str> {
        match self {
            Literal::Int(number) => Cow::Owned(number.to_string()),
            Literal::Float(number) => Cow::Owned(number.to_string()),
            Literal::Bool(value) => Cow::Owned(value.to_string()),
            Literal::Text(text) => Cow::Borrowed(text),
        }
    }

    pub(crate) fn json(&self) -> Json {
        match self {
            Literal::Int(number) => i64::try_from(*number)
                .map(Json::from)
                .or_else(|_| u64::try_from(*number).map(Json::from))
                .unwrap_or_else(|_| json!(number.to_string())),
            Literal::Float(number) => json!(number),
            Literal::Bool(value) => json!(value),
            Literal::Text(text) => json!(text),
        }
    }

    /// Whether a text's number lies under this one; a text that is no number is judged by its type.
    fn above(&self, text: &str) -> bool {
        self.compare(text).is_some_and(std::cmp::Ordering::is_gt)
    }

    fn below(&self, text: &str) -> bool {
        self.compare(text).is_some_and(std::cmp::Ordering::is_lt)
    }

    fn compare(&self, text: &str) -> Option<std::cmp::Ordering> {
        if let (Literal::Int(this), Ok(other)) = (self, text.parse::<i128>()) {
            return Some(this.cmp(&other));
        }
        let this: f64 = self.text().parse().ok()?;
        this.partial_cmp(&text.parse().ok()?)
    }
}

/// What the request holds for an argument, its facts checked.
fn texts(cx: &Context, index: usize) -> Result<Texts<'_>, Unreadable> {
    let reader = &cx.route().readers[index];
    let mut texts = found(cx, reader, reader.name)?;
    if let (Texts::Missing, Some(alias)) = (&texts, reader.facts.alias) {
        texts = found(cx, reader, alias)?;
    }
    match (&texts, &reader.facts.default) {
        (Texts::Missing, Some(default)) => texts = Texts::One(default.text()),
        _ if reader.checked => texts.iter().try_for_each(|text| reader.check(text))?,
        _ => {}
    }
    Ok(texts)
}

fn found<'a>(cx: &'a Context, reader: &Reader, name: &str) -> Result<Texts<'a>, Unreadable> {
    match reader.source {
        Source::Path => path(cx, reader.position),
        Source::Query => query::texts(cx.parts.uri.query().unwrap_or_default(), name),
        Source::Header => header(cx, name),
        Source::Cookie => Ok(cookies::texts(&cx.parts.headers, name)),
        Source::Extractor => Ok(Texts::Missing),
    }
}

fn path(cx: &Context, position: usize) -> Result<Texts<'_>, Unreadable> {
    let raw = cx.params.get(cx.parts.uri.path(), position);
    if !raw.bytes().any(|byte| byte == b'%') {
        return Ok(Texts::One(Cow::Borrowed(raw)));
    }
    match percent_decode_str(raw).decode_utf8() {
        Ok(text) if !text.contains('\0') => Ok(Texts::One(text)),
        _ => Err(Unreadable(
            "must be percent-encoded UTF-8 without NUL".to_owned(),
        )),
    }
}

/// The lines of a field are one list (RFC 9110 §5.3).
fn header<'a>(cx: &'a Context, name: &str) -> Result<Texts<'a>, Unreadable> {
    let mut whole: Option<Cow<'a, str>> = None;
    for value in cx.parts.headers.get_all(name) {
        let line = std::str::from_utf8(value.as_bytes());
        let line = line.map_err(|_| Unreadable("must be UTF-8".to_owned()))?;
        whole = Some(match whole {
            None => Cow::Borrowed(line),
            Some(before) => Cow::Owned(format!("{before}, {line}")),
        });
    }
    Ok(whole.map_or(Texts::Missing, Texts::Field))
}

#[cold]
fn refuse(cx: &mut Context, index: usize, fault: Unreadable) {
    let reader = &cx.route().readers[index];
    let fault = FieldError::parameter(reader.name, location(reader.source), fault.0);
    cx.fault(fault);
}

fn location(source: Source) -> &'static str {
    match source {
        Source::Path => "path",
        Source::Query => "query",
        Source::Header => "header",
        Source::Cookie | Source::Extractor => "cookie",
    }
}

/// Facts of numbers stated of a text, or the other way round.
fn misplaced(arg: &Arg, schema: &Json) -> Option<String> {
    let kind = if schema["type"] == "array" {
        &schema["items"]["type"]
    } else {
        &schema["type"]
    };
    let facts = &arg.facts;
    let bounds = facts.minimum.is_some() || facts.maximum.is_some();
    let texts = facts.min_length.is_some() || facts.max_length.is_some() || facts.pattern.is_some();
    if schema.get("$ref").is_some() && (bounds || texts || facts.default.is_some()) {
        return Some(format!(
            "`{}` is a type of its own: state what holds of it there, by `#[schema(…)]`",
            arg.name
        ));
    }
    match kind.as_str() {
        Some("integer" | "number") if texts => Some(format!(
            "`{}` is a number: bound it by `minimum` and `maximum`",
            arg.name
        )),
        Some("integer" | "number") => None,
        _ if bounds => Some(format!(
            "`{}` is no number: bound it by `min_length`, `max_length` or `pattern`",
            arg.name
        )),
        _ => None,
    }
}

/// Writes the facts of an argument into its schema; an error for facts that its type can't have.
pub(crate) fn state(arg: &Arg, schema: &mut Json) -> Result<(), String> {
    if let Some(fault) = misplaced(arg, schema) {
        return Err(fault);
    }
    let facts = &arg.facts;
    let list = schema["type"] == "array";
    let target = if list {
        &mut schema["items"]
    } else {
        &mut *schema
    };
    if let Json::Object(target) = target {
        let bounds = [("minimum", &facts.minimum), ("maximum", &facts.maximum)];
        for (name, bound) in bounds {
            target.extend(bound.as_ref().map(|bound| (name.to_owned(), bound.json())));
        }
        let lengths = [
            ("minLength", facts.min_length),
            ("maxLength", facts.max_length),
        ];
        for (name, length) in lengths {
            target.extend(length.map(|length| (name.to_owned(), json!(length))));
        }
        target.extend(
            facts
                .pattern
                .map(|pattern| ("pattern".to_owned(), json!(pattern))),
        );
    }
    if let (Some(default), Json::Object(schema)) = (&facts.default, schema) {
        let default = default.json();
        schema.insert(
            "default".to_owned(),
            if list { json!([default]) } else { default },
        );
    }
    Ok(())
}

/// Writes the parameter object.
fn parameter(arg: &Arg, mut schema: Json, required: bool, doc: &mut OperationDoc<'_>) {
    let facts = &arg.facts;
    if let Err(fault) = state(arg, &mut schema) {
        doc.fault(fault);
    }
    let in_path = arg.source == Source::Path;
    let mut parameter = json!({"name": arg.name, "in": location(arg.source)});
    if !arg.description.is_empty() {
        parameter["description"] = json!(arg.description);
    }
    parameter["required"] = json!(in_path || (required && facts.default.is_none()));
    parameter["schema"] = schema;
    doc.parameter(parameter);
    super::ParameterRejection::describe_in(doc);
}
