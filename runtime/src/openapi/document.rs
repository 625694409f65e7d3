//! The OpenAPI document, written once when an app is built.

use http::Method;
use serde_json::{Map, Value, json};

use super::{OperationDoc, Schemas, headers::merge, operation::Answers, sequence::entry};
use crate::{
    layer::{CookieSetting, Layer},
    media::Media,
    spec::Spec,
};

/// What an app says of itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Info {
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) description: String,
    pub(crate) license: Option<(String, String)>,
    pub(crate) servers: Vec<(String, String)>,
    pub(crate) tags: Vec<(String, String)>,
}

/// The operations of an app by path and method.
#[derive(Debug, Default)]
pub(crate) struct Operations {
    paths: Map<String, Value>,
    tags: Vec<String>,
}

impl Operations {
    /// Adds an endpoint that has described itself, once a method.
    pub(crate) fn add(
        &mut self,
        path: &str,
        ids: &[String],
        layer: &Layer,
        spec: &Spec,
        doc: OperationDoc<'_>,
    ) {
        for tag in &layer.tags {
            if !self.tags.contains(tag) {
                self.tags.push(tag.clone());
            }
        }
        let operation = operation(layer, spec, doc);
        let item = self
            .paths
            .entry(template(path))
            .or_insert_with(|| json!({}));
        for (method, id) in spec.methods.iter().zip(ids) {
            let mut operation = operation.clone();
            operation["operationId"] = json!(id);
            name_links(&mut operation, id);
            if *method == Method::HEAD {
                without_bodies(&mut operation);
            }
            item[method.as_str().to_ascii_lowercase()] = operation;
        }
    }

    /// The whole document.
    pub(crate) fn document(self, info: &Info, schemas: &Schemas) -> Value {
        let mut about = json!({"title": info.title, "version": info.version});
        if !info.description.is_empty() {
            about["description"] = json!(info.description);
        }
        if let Some((name, identifier)) = &info.license {
            about["license"] = json!({"name": name, "identifier": identifier});
        }
        let servers: Vec<Value> = info
            .servers
            .iter()
            .map(|(url, text)| described(json!({"url": url}), text))
            .collect();
        let servers = if servers.is_empty() {
            vec![json!({"url": "/"})]
        } else {
            servers
        };
        let mut document =
            json!({"openapi": "3.1.0", "info": about, "servers": servers, "paths": self.paths});
        let schemas = schemas.to_json();
        if !schemas.is_empty() {
            document["components"] = json!({"schemas": schemas});
        }
        let tags: Vec<Value> = info
            .tags
            .iter()
            .map(|(name, text)| described(json!({"name": name}), text))
            .chain(
                self.tags
                    .iter()
                    .filter(|tag| !info.tags.iter().any(|(n, _)| n == *tag))
                    .map(|tag| json!({"name": tag})),
            )
            .collect();
        if !tags.is_empty() {
            document["tags"] = json!(tags);
        }
        document
    }
}

fn described(mut object: Value, text: &str) -> Value {
    if !text.is_empty() {
        object["description"] = json!(text);
    }
    object
}

/// `{*rest}` is written as `{rest}`.
fn template(path: &str) -> String {
    if path.is_empty() {
        "/".to_owned()
    } else {
        path.replace("{*", "{")
    }
}

fn operation(layer: &Layer, spec: &Spec, mut doc: OperationDoc<'_>) -> Value {
    let mut operation = json!({"operationId": ""});
    if !layer.tags.is_empty() {
        operation["tags"] = json!(layer.tags);
    }
    let summary = if spec.summary.is_empty() {
        spec.name
    } else {
        spec.summary
    };
    operation["summary"] = json!(summary);
    operation = described(operation, spec.description);
    let parameters = std::mem::take(&mut doc.parameters);
    if !parameters.is_empty() {
        operation["parameters"] = json!(parameters);
    }
    if let Some(body) = doc.request_body.take() {
        operation["requestBody"] = body;
    }
    if spec.deprecated {
        operation["deprecated"] = json!(true);
    }
    let mut responses = Map::new();
    for (status, answers) in std::mem::take(&mut doc.answers) {
        let response = response(status, &answers, layer, &mut doc);
        responses.insert(status.to_string(), response);
    }
    if doc.any_answer {
        responses.insert("default".to_owned(), any_response(layer, &mut doc));
    }
    operation["responses"] = Value::Object(responses);
    for (name, value) in std::mem::take(&mut doc.extensions) {
        operation[name] = value;
    }
    operation
}

fn response(status: u16, answers: &Answers, layer: &Layer, doc: &mut OperationDoc<'_>) -> Value {
    let mut response = json!({"description": answers.description});
    let headers = headers(status, answers, layer, doc);
    if !headers.is_empty() {
        response["headers"] = Value::Object(headers);
    }
    let mut content = Map::new();
    for (media, schemas) in &answers.content {
        content.insert(media.clone(), entry(one(schemas, doc.schemas)));
    }
    if let Some(schema) = content
        .get(Media::PROBLEM.name)
        .map(|own| own["schema"].clone())
    {
        for format in &doc.problem_formats {
            let schema = format.schema(&schema);
            content.insert(format.media().name.to_owned(), json!({"schema": schema}));
        }
    }
    if !content.is_empty() {
        response["content"] = Value::Object(content);
    }
    if !answers.links.is_empty() {
        response["links"] = Value::Object(answers.links.clone());
    }
    response
}

/// Says in links to the operation itself what its id is.
fn name_links(operation: &mut Value, id: &str) {
    let responses = operation["responses"].as_object_mut().into_iter();
    for response in responses.flat_map(Map::values_mut) {
        let links = response.get_mut("links").and_then(Value::as_object_mut);
        for link in links.into_iter().flat_map(Map::values_mut) {
            link["operationId"] = json!(id);
        }
    }
}

/// An answer of which nothing is known, but the headers that layers add where it has none of its own.
fn any_response(layer: &Layer, doc: &mut OperationDoc<'_>) -> Value {
    let mut response = json!({"description": "Any answer"});
    let mut headers = Map::new();
    if layer.covers_foreign() {
        for setting in layer.headers.iter().filter(|h| !h.values.is_empty()) {
            let mut header = setting.document(doc.schemas);
            header["schema"] = json!({"type": "string"});
            headers.insert(setting.name.to_string(), header);
        }
        headers.extend(cookies(200, layer, doc));
    }
    if !headers.is_empty() {
        response["headers"] = Value::Object(headers);
    }
    with(response, "content", json!({"*/*": {}}))
}

/// The layers' headers, and those the answers declare themselves.
fn headers(
    status: u16,
    answers: &Answers,
    layer: &Layer,
    doc: &mut OperationDoc<'_>,
) -> Map<String, Value> {
    let mut headers = Map::new();
    for setting in layer.headers.iter().filter(|h| h.is_on(status >= 400)) {
        let sent = !setting.values.is_empty();
        if sent || status == doc.status().as_u16() {
            headers.insert(setting.name.to_string(), setting.document(doc.schemas));
        }
    }
    for setting in layer.hooks.after.iter().flat_map(|hook| &hook.headers) {
        headers.insert(setting.name.to_string(), setting.document(doc.schemas));
    }
    headers.extend(cookies(status, layer, doc));
    for (name, own) in &answers.headers {
        match headers.get_mut(name) {
            Some(layered) if own["required"] == false => merge(layered, own),
            _ => drop(headers.insert(name.clone(), own.clone())),
        }
    }
    headers
}

/// One `Set-Cookie` header with an example of each cookie: OpenAPI has no other place for them.
fn cookies(status: u16, layer: &Layer, doc: &OperationDoc<'_>) -> Option<(String, Value)> {
    let (error, own) = (status >= 400, status == doc.status().as_u16());
    let mut required = false;
    let mut examples = Map::new();
    for setting in &layer.cookies {
        let sent = matches!(setting, CookieSetting::Set(cookie, _) if cookie.is_on(error));
        let documented = own && matches!(setting, CookieSetting::Documented(_));
        let Some(cookie) = setting.cookie().filter(|_| sent || documented) else {
            continue;
        };
        required |= sent;
        let mut example = json!({"value": cookie.example()});
        if !cookie.purpose().is_empty() {
            example["summary"] = json!(cookie.purpose());
        }
        examples.insert(cookie.name().to_owned(), example);
    }
    if examples.is_empty() {
        return None;
    }
    let names: Vec<String> = examples.keys().map(|name| format!("`{name}`")).collect();
    let mut header = json!({"description": format!("Sets {}.", names.join(", "))});
    if required {
        header["required"] = json!(true);
    }
    header["schema"] = json!({"type": "string"});
    header["examples"] = Value::Object(examples);
    Some(("set-cookie".to_owned(), header))
}

fn with(mut object: Value, name: &str, value: Value) -> Value {
    object[name] = value;
    object
}

/// Several schemas at one place: `oneOf` where constants tell them apart, `anyOf` otherwise.
fn one(schemas: &[Value], components: &Schemas) -> Value {
    match schemas {
        [only] => only.clone(),
        several => {
            let apart = several.iter().enumerate().all(|(index, schema)| {
                several[..index]
                    .iter()
                    .all(|other| differ(components.follow(schema), components.follow(other)))
            });
            let name = if apart { "oneOf" } else { "anyOf" };
            with(json!({}), name, json!(several))
        }
    }
}

/// Whether some property is a constant in both schemas, and another one in each.
fn differ(a: &Value, b: &Value) -> bool {
    ["type", "title", "detail"].iter().any(|name| {
        let constant = |schema: &Value| schema["properties"][name]["enum"].as_array().cloned();
        match (constant(a), constant(b)) {
            (Some(a), Some(b)) => a.iter().all(|value| !b.contains(value)),
            _ => false,
        }
    })
}

fn without_bodies(operation: &mut Value) {
    for response in operation["responses"]
        .as_object_mut()
        .into_iter()
        .flat_map(Map::values_mut)
    {
        if let Value::Object(response) = response {
            response.shift_remove("content");
        }
    }
}
