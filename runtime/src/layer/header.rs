//! Headers of a layer: sent, or only documented.

use http::{HeaderName, HeaderValue};
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::{fields::value_of, openapi::Schemas};

/// A header of every answer below a layer, with what the document says of it.
///
/// ```
/// use folio::{ResponseHeader, Router};
///
/// let router = Router::new("/v1")
///     .response_header(ResponseHeader::new("x-version").value("1.4").description("Of the API."))
///     // Handlers set it, or a proxy does: nothing is sent for it, it stands in the document.
///     .response_header(ResponseHeader::new("x-cost").schema::<u32>().description("Credits used."));
/// ```
///
/// A nearer layer that sets a header of the name wins, and keeps the description unless it gives its
/// own. One without values hides the outer one: nothing is sent.
#[derive(Debug, Clone)]
pub struct ResponseHeader {
    name: String,
    values: Vec<String>,
    append: bool,
    removed: bool,
    facts: HeaderDoc,
}

/// What the document says of a header, and where it goes.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeaderDoc {
    description: String,
    required: bool,
    deprecated: bool,
    example: Option<String>,
    schema: Option<fn(&mut Schemas) -> Value>,
    pub(crate) success_only: bool,
}

impl ResponseHeader {
    /// A header; without a value it is documented and not sent.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        ResponseHeader {
            name: name.into(),
            values: Vec::new(),
            append: false,
            removed: false,
            facts: HeaderDoc::default(),
        }
    }

    /// Adds a value; each is sent as a line of its own.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.values.push(value.into());
        self
    }

    /// A header by its type, with every line that the type writes.
    ///
    /// ```
    /// use folio::{App, ResponseHeader, headers::Vary};
    ///
    /// let app = App::new("Shop", "1.0.0")
    ///     .response_header(ResponseHeader::typed(&Vary::any()).description("Nothing is shared."));
    /// ```
    #[cfg(feature = "headers")]
    #[cfg_attr(docsrs, doc(cfg(feature = "headers")))]
    #[must_use]
    pub fn typed<H: headers::Header>(header: &H) -> Self {
        let mut values = Vec::new();
        header.encode(&mut values);
        // What is no ASCII is told when the app is built.
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        ResponseHeader {
            values: values.iter().map(text).collect(),
            ..ResponseHeader::new(H::name().as_str())
        }
    }

    /// Sends its values beside those of outer layers, and of others on this layer that say so.
    #[must_use]
    pub fn append(mut self) -> Self {
        self.append = true;
        self
    }

    /// Says what it means.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.facts.description = text.into();
        self
    }

    /// Promises that a header without a value of its own is always there; one with a value always is.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.facts.required = true;
        self
    }

    /// Says that clients should stop relying on it.
    #[must_use]
    pub fn deprecated(mut self) -> Self {
        self.facts.deprecated = true;
        self
    }

    /// Gives an example of its value.
    #[must_use]
    pub fn example(mut self, value: impl Into<String>) -> Self {
        self.facts.example = Some(value.into());
        self
    }

    /// Says what a value is read as; a string otherwise.
    #[must_use]
    pub fn schema<T: ToSchema + 'static>(mut self) -> Self {
        self.facts.schema = Some(Schemas::add::<T>);
        self
    }

    /// Keeps it off errors, which carry every other header of their layers.
    #[must_use]
    pub fn success_only(mut self) -> Self {
        self.facts.success_only = true;
        self
    }

    /// Takes the header of the outer layers away.
    pub(crate) fn removed(name: &str) -> Self {
        ResponseHeader {
            removed: true,
            ..ResponseHeader::new(name)
        }
    }

    /// The same, with everything that HTTP asks of it found to hold.
    pub(crate) fn check(self) -> Result<HeaderSetting, String> {
        let Ok(name) = HeaderName::try_from(&self.name) else {
            return Err(format!(
                "`{}` is no header name: use letters, digits and `-`",
                self.name
            ));
        };
        if let Some(instead) = owned(&name) {
            return Err(instead);
        }
        let values = self.values.iter().map(|text| value_of(text));
        let Some(values) = values.collect::<Option<Vec<_>>>() else {
            return Err(format!(
                "the value of `{name}` is no header value: leave line ends, NUL and letters beyond ASCII out"
            ));
        };
        Ok(HeaderSetting {
            name,
            values,
            append: self.append,
            removed: self.removed,
            facts: self.facts,
        })
    }
}

/// A header of a layer that was checked.
#[derive(Debug, Clone)]
pub(crate) struct HeaderSetting {
    pub(crate) name: HeaderName,
    /// None for a header that is documented and may be set by a handler.
    pub(crate) values: Vec<HeaderValue>,
    pub(crate) append: bool,
    pub(crate) removed: bool,
    pub(crate) facts: HeaderDoc,
}

impl HeaderSetting {
    /// A header with one value.
    pub(crate) fn of(name: HeaderName, value: HeaderValue) -> Self {
        HeaderSetting {
            name,
            values: vec![value],
            append: false,
            removed: false,
            facts: HeaderDoc::default(),
        }
    }

    /// This one where an outer layer has set `outer` already.
    pub(crate) fn over(mut self, outer: HeaderSetting) -> Self {
        if self.append {
            let own = std::mem::replace(&mut self.values, outer.values);
            self.values.extend(own);
            self.facts.success_only &= outer.facts.success_only;
        }
        if self.facts.description.is_empty() {
            self.facts.description = outer.facts.description;
        }
        self
    }

    /// Whether an error, or else an answer below 400, carries it.
    pub(crate) fn is_on(&self, error: bool) -> bool {
        !error || !self.facts.success_only
    }

    /// Its Header Object (OpenAPI 3.1 §4.8.21).
    pub(crate) fn document(&self, schemas: &mut Schemas) -> Value {
        let facts = &self.facts;
        let mut schema = facts
            .schema
            .map_or_else(|| json!({"type": "string"}), |schema| schema(schemas));
        if let ([value], None) = (self.values.as_slice(), facts.schema) {
            // What `check` took is ASCII.
            schema["enum"] = json!([value.to_str().unwrap_or_default()]);
        }
        let mut header = json!({});
        if !facts.description.is_empty() {
            header["description"] = json!(facts.description);
        }
        if facts.required || !self.values.is_empty() {
            header["required"] = json!(true);
        }
        if facts.deprecated {
            header["deprecated"] = json!(true);
        }
        header["schema"] = schema;
        if let Some(example) = &facts.example {
            let number = serde_json::from_str(example).ok().filter(Value::is_number);
            let typed = number.filter(|_| facts.schema.is_some());
            header["example"] = typed.unwrap_or_else(|| json!(example));
        }
        header
    }
}

/// Why a header is not a layer's to set: what says how the message is sent only the server knows.
pub(crate) fn owned(name: &HeaderName) -> Option<String> {
    match name.as_str() {
        "content-type" => Some(
            "`content-type` comes from the media type: set `media_type` where the answer is made"
                .to_owned(),
        ),
        "set-cookie" => Some("`set-cookie` is written by `cookie(…)`: use it".to_owned()),
        "connection" | "content-length" | "date" | "keep-alive" | "proxy-connection" | "te"
        | "trailer" | "transfer-encoding" | "upgrade" => Some(format!(
            "the header `{name}` is written by the server: leave it out"
        )),
        _ => None,
    }
}
