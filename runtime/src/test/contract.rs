//! The document as a contract: what an app sends has to stand in it.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use http::{HeaderMap, Method, StatusCode};
use jsonschema::Validator;
use serde_json::{Value, json};

use super::packed;
use crate::media::{essence, is_json, is_messagepack};

/// Headers that say how a message is sent; every answer may carry them.
const OF_THE_MESSAGE: [&str; 5] = [
    "connection",
    "content-length",
    "content-type",
    "date",
    "transfer-encoding",
];

/// An OpenAPI document that answers are checked against.
///
/// The test client does it by default; anything that sees answers can.
#[derive(Debug)]
pub struct Contract {
    document: Value,
    paths: matchit::Router<String>,
    /// The same, where a last parameter takes the rest of the path: a document can't tell.
    tails: matchit::Router<String>,
    /// Schemas ready to be checked, by the JSON Pointer of the place they stand at.
    validators: Mutex<HashMap<String, Option<Arc<Validator>>>>,
}

/// One way an answer broke its contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    operation: String,
    message: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` breaks its contract: {}",
            self.operation, self.message
        )
    }
}

impl Contract {
    /// The contract a document is.
    #[must_use]
    pub fn new(document: Value) -> Self {
        let (mut paths, mut tails) = (matchit::Router::new(), matchit::Router::new());
        for path in document["paths"]
            .as_object()
            .into_iter()
            .flat_map(serde_json::Map::keys)
        {
            // A document may hold templates that only differ by names; the first stands.
            let _ = paths.insert(path.clone(), path.clone());
            if let Some(tail) = tail(path) {
                let _ = tails.insert(tail, path.clone());
            }
        }
        Contract {
            document,
            paths,
            tails,
            validators: Mutex::default(),
        }
    }

    /// Every breach of an answer; none for paths and methods that are not documented, such as the
    /// document's own.
    #[must_use]
    pub fn check(
        &self,
        method: &Method,
        path: &str,
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Vec<Breach> {
        let Some((operation, pointer)) = self.operation(method, path) else {
            return Vec::new();
        };
        let name = operation["operationId"].as_str().unwrap_or(path).to_owned();
        let breach = |message: String| Breach {
            operation: name.clone(),
            message,
        };
        let code = status.as_u16().to_string();
        let responses = &operation["responses"];
        let range = format!("{}XX", &code[..1]);
        let Some(key) = [code.as_str(), &range, "default"]
            .into_iter()
            .find(|key| responses.get(key).is_some())
        else {
            let declared: Vec<&String> = responses
                .as_object()
                .into_iter()
                .flat_map(serde_json::Map::keys)
                .collect();
            return vec![breach(format!(
                "it answered {status}, and declares {declared:?}"
            ))];
        };
        let response = &responses[key];
        // A file is of any media type, too, but says that it is bytes, and which headers it has.
        let any = response["content"].get("*/*");
        if any.is_some_and(|any| any["schema"]["format"] != "binary") {
            // Anything at all: its headers and its body are nobody's promise.
            return Vec::new();
        }
        let mut found: Vec<Breach> = undeclared(response, headers).map(breach).collect();
        found.extend(missing(response, headers).map(breach));
        if *method != Method::HEAD {
            let pointer = format!("{pointer}/responses/{key}");
            found.extend(
                self.body(response, &pointer, headers, body)
                    .into_iter()
                    .map(breach),
            );
        }
        found
    }

    /// The operation a request meets, with its JSON Pointer; HEAD is answered by GET's.
    pub(super) fn operation(&self, method: &Method, path: &str) -> Option<(&Value, String)> {
        let found = self.paths.at(path).or_else(|_| self.tails.at(path));
        let template = found.ok()?.value;
        let item = &self.document["paths"][template];
        let own = method.as_str().to_ascii_lowercase();
        let key = match (item.get(&own), method) {
            (None, &Method::HEAD) => "get",
            _ => own.as_str(),
        };
        let escaped = template.replace('~', "~0").replace('/', "~1");
        Some((item.get(key)?, format!("/paths/{escaped}/{key}")))
    }

    fn body(
        &self,
        response: &Value,
        pointer: &str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Vec<String> {
        let sent = headers
            .get("content-type")
            .and_then(|value| value.to_str().ok());
        let declared = response["content"].as_object();
        let Some(sent) = sent else {
            return match (body.is_empty(), declared) {
                (true, None) => Vec::new(),
                (true, Some(_)) => vec!["it sent no body where one is declared".to_owned()],
                (false, _) => vec!["it sent a body without `content-type`".to_owned()],
            };
        };
        let media = declared
            .into_iter()
            .flatten()
            .find(|(name, _)| essence(name).eq_ignore_ascii_case(essence(sent)))
            .or_else(|| declared?.get_key_value("*/*"));
        let Some((name, _)) = media else {
            let names: Vec<&String> = declared
                .into_iter()
                .flat_map(serde_json::Map::keys)
                .collect();
            return vec![format!("it sent `{sent}`, and declares {names:?}")];
        };
        let value = match parsed(sent, body) {
            Ok(value) => value,
            Err(error) => return vec![format!("its body is no `{sent}`: {error}")],
        };
        let escaped = name.replace('~', "~0").replace('/', "~1");
        let entry = format!("{pointer}/content/{escaped}");
        let mut found = self.breaks(&format!("{entry}/schema"), &value);
        for message in &mut found {
            message.insert_str(0, "its body ");
        }
        if let Value::String(text) = &value {
            found.extend(self.items(&entry, essence(sent), text));
        }
        found
    }

    /// The document.
    pub(super) fn document(&self) -> &Value {
        &self.document
    }

    /// How a value breaks the schema at a place.
    pub(super) fn breaks(&self, place: &str, value: &Value) -> Vec<String> {
        let Some(validator) = self.validator(place) else {
            return vec![format!(
                "has the schema at `{place}`, which can't be compiled"
            )];
        };
        let errors = validator.iter_errors(value);
        errors
            .map(|error| format!("breaks the schema at `{}`: {error}", error.instance_path()))
            .collect()
    }

    fn validator(&self, place: &str) -> Option<Arc<Validator>> {
        let mut validators = self
            .validators
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let compiled = validators.entry(place.to_owned()).or_insert_with(|| {
            let schema = self.document.pointer(place).cloned().unwrap_or_default();
            let whole = json!({"allOf": [schema], "components": self.document["components"]});
            jsonschema::options()
                .should_validate_formats(true)
                .build(&whole)
                .ok()
                .map(Arc::new)
        });
        compiled.clone()
    }
}

/// The body as a value: text where its media type says no format, any bytes where it says no text.
pub(super) fn parsed(media: &str, body: &[u8]) -> Result<Value, String> {
    if is_json(media) {
        return serde_json::from_slice(body).map_err(|error| error.to_string());
    }
    if is_messagepack(media) {
        return packed::value(body).map_err(|error| error.to_string());
    }
    let text = match std::str::from_utf8(body) {
        Err(error) if media.contains("charset=utf-8") => return Err(error.to_string()),
        _ => String::from_utf8_lossy(body),
    };
    Ok(Value::String(text.into_owned()))
}

/// Headers that were sent and are not declared.
fn undeclared<'a>(
    response: &'a Value,
    headers: &'a HeaderMap,
) -> impl Iterator<Item = String> + 'a {
    let declared = move |name: &str| {
        let mut names = response["headers"]
            .as_object()
            .into_iter()
            .flat_map(serde_json::Map::keys);
        names.any(|known| known.eq_ignore_ascii_case(name))
    };
    headers
        .keys()
        .map(http::HeaderName::as_str)
        .filter(move |name| !OF_THE_MESSAGE.contains(name) && !declared(name))
        .map(|name| format!("it sent the header `{name}`, which it does not declare: add `header(\"{name}\", description = …)`"))
}

/// Headers that have to be there and are not, or that were sent with a value they can't have.
fn missing<'a>(response: &'a Value, headers: &'a HeaderMap) -> impl Iterator<Item = String> + 'a {
    let declared = response["headers"].as_object().into_iter().flatten();
    declared.filter_map(move |(name, header)| {
        let mut sent = headers.get_all(name).iter().peekable();
        if sent.peek().is_none() {
            let required = header["required"] == true;
            return required.then(|| format!("it left out the header `{name}`, which it declares"));
        }
        let choices = header["schema"]["enum"].as_array()?;
        let fits = |sent: &http::HeaderValue| {
            sent.to_str()
                .is_ok_and(|sent| choices.iter().any(|c| c == sent))
        };
        sent.find(|sent| !fits(sent)).map(|sent| {
            format!("it sent the header `{name}` as {sent:?}, and declares {choices:?}")
        })
    })
}

/// `{rest}` of one segment as the tail it may be.
fn tail(path: &str) -> Option<String> {
    let start = path.rfind('{').filter(|_| path.ends_with('}'))?;
    Some(format!("{}{{*{}", &path[..start], &path[start + 1..]))
}
