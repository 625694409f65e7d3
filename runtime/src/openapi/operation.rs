//! One operation while it describes itself.

use std::{any::TypeId, collections::BTreeMap};

use http::StatusCode;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::{headers, reason, schemas::Schemas};
use crate::{
    args::{Shape, stated},
    layer::Layer,
    media::Media,
    offer::Offer,
    pages::{OrderReader, Plan},
    problem_format::ProblemFormat,
    reply::without_null,
    spec::{Arg, Spec},
};

/// What an endpoint's arguments and answers say of themselves.
///
/// Everything that runs for an endpoint writes its part here: [`Extract`](crate::Extract),
/// [`Value`](crate::Value), [`Respond`](crate::Respond) and [`Problem`](crate::Problem) each have a
/// method that acts and a method that describes.
#[derive(Debug)]
pub struct OperationDoc<'a> {
    pub(super) schemas: &'a mut Schemas,
    spec: &'a Spec,
    layer: &'a Layer,
    pub(crate) parameters: Vec<Value>,
    pub(crate) request_body: Option<Value>,
    pub(crate) body_schema: Option<Value>,
    pub(crate) body_default: Option<Value>,
    pub(crate) answers: BTreeMap<u16, Answers>,
    /// Whether an answer can be anything besides those.
    pub(crate) any_answer: bool,
    pub(crate) needs: Vec<(TypeId, &'static str)>,
    pub(crate) faults: Vec<String>,
    /// The representations of its answers, the first by default.
    pub(crate) offers: Vec<Offer>,
    /// Whether they are those that a layer produces.
    pub(crate) produced: bool,
    /// The forms of its problems besides JSON.
    pub(crate) problem_formats: Vec<ProblemFormat>,
    /// How its list is paged, where an argument asks for a part of one.
    pub(crate) pages: Option<Plan>,
    /// What an argument reads the order of rows by.
    pub(crate) order: Option<OrderReader>,
    /// Whether an argument is the file system of the endpoint.
    #[cfg(feature = "files")]
    pub(crate) takes_files: bool,
    /// What is said beyond OpenAPI, by names that begin with `x-`.
    pub(crate) extensions: Map<String, Value>,
}

/// All answers of one status.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    pub(crate) description: String,
    /// Media type → the schemas that may stand under it.
    pub(crate) content: BTreeMap<String, Vec<Value>>,
    pub(crate) headers: Map<String, Value>,
    /// Operations that go on from here, by names; their ids are those of the operation itself.
    pub(crate) links: Map<String, Value>,
}

impl<'a> OperationDoc<'a> {
    pub(crate) fn new(schemas: &'a mut Schemas, spec: &'a Spec, layer: &'a Layer) -> Self {
        OperationDoc {
            schemas,
            spec,
            layer,
            parameters: Vec::new(),
            request_body: None,
            body_schema: None,
            body_default: None,
            answers: BTreeMap::new(),
            any_answer: false,
            needs: Vec::new(),
            faults: Vec::new(),
            offers: Vec::new(),
            problem_formats: Vec::new(),
            pages: None,
            order: None,
            extensions: Map::new(),
            produced: false,
            #[cfg(feature = "files")]
            takes_files: false,
        }
    }

    /// Registers a type and gives the schema to write where it is used.
    pub fn schema<T: ToSchema>(&mut self) -> Value {
        self.schemas.add::<T>()
    }

    /// Registers the types inside generic ones.
    #[doc(hidden)]
    pub fn types(&mut self, add: fn(&mut Schemas)) {
        add(self.schemas);
    }

    /// The status of an answer that sets none itself.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.spec.success()
    }

    /// The media type of values: the nearest layer's, or the type's own. What is text or bytes by
    /// its type stays so under a layer's format for values.
    pub fn media(&mut self, own: Media) -> Media {
        let fits = |media: &Media| !own.format.is_raw() || media.format.is_raw();
        let inherited = self.layer.media.filter(fits);
        let media = self.spec.media.or(inherited).unwrap_or(own);
        self.offers = vec![Offer::of(media)];
        media
    }

    /// What the layers set.
    pub(crate) fn layer(&self) -> &'a Layer {
        self.layer
    }

    /// What the attribute states.
    pub(crate) fn spec(&self) -> &'a Spec {
        self.spec
    }

    /// The media type that the attribute names; no layer's.
    pub(crate) fn stated_media(&mut self) -> Option<Media> {
        self.offers = self.spec.media.map(Offer::of).into_iter().collect();
        self.spec.media
    }

    /// Adds a parameter object (OpenAPI 3.1 §4.8.12).
    pub fn parameter(&mut self, parameter: Value) {
        let same =
            |known: &Value| known["name"] == parameter["name"] && known["in"] == parameter["in"];
        if self.parameters.iter().any(same) {
            self.fault(format!(
                "two arguments read the parameter {}: take it once",
                parameter["name"]
            ));
        }
        self.parameters.push(parameter);
    }

    /// Adds a header field that makes a request conditional (RFC 9110 §13.1).
    pub(crate) fn condition(&mut self, name: &str, description: &str) {
        let same = |known: &Value| known["name"] == name && known["in"] == "header";
        if !self.parameters.iter().any(same) {
            let schema = json!({"type": "string"});
            self.parameters.push(json!({
                "name": name, "in": "header", "description": description,
                "required": false, "schema": schema,
            }));
        }
    }

    /// Whether requests have to be conditional.
    pub(crate) fn preconditions_required(&self) -> bool {
        self.layer.preconditions_required
    }

    /// Says what the request's body is: the media types it is read from, unless the endpoint names
    /// its own, and its schema.
    pub fn request_body(&mut self, media: &[&str], schema: &Value, required: bool) {
        let named = self.spec.consumes;
        let media = if named.is_empty() { media } else { named };
        let content: Map<String, Value> = media
            .iter()
            .map(|name| ((*name).to_owned(), json!({"schema": schema})))
            .collect();
        self.request_body = Some(json!({"required": required, "content": content}));
        self.body_schema = Some(schema.clone());
    }

    /// A body that is read whatever its media type says.
    pub(crate) fn any_request_body(&mut self, media: &str, schema: &Value) {
        if !self.spec.consumes.is_empty() {
            self.fault("`consumes` holds for `Json`, `MessagePack`, `Form` and `#[body]`: this argument takes a body of any media type");
        }
        self.request_body(&[media], schema, false);
    }

    /// Says of the body what its argument states: what it is for, bounds, a default.
    pub(crate) fn body_argument(&mut self, arg: &Arg) {
        let Some(body) = &mut self.request_body else {
            return;
        };
        if !arg.description.is_empty() {
            body["description"] = json!(arg.description);
        }
        let mut schema = self.body_schema.take().unwrap_or_default();
        if let Err(fault) = stated(arg, &mut schema) {
            self.faults.push(fault);
        }
        for content in body["content"]
            .as_object_mut()
            .into_iter()
            .flat_map(Map::values_mut)
        {
            content["schema"] = schema.clone();
        }
        self.body_schema = Some(schema);
        if let Some(default) = &arg.facts.default {
            body["required"] = json!(false);
            self.body_default = Some(default.json());
        }
    }

    /// Marks the body as one that may be left out.
    pub(crate) fn body_is_optional(&mut self) {
        if let Some(Value::Object(body)) = &mut self.request_body {
            body.insert("required".to_owned(), json!(false));
        }
    }

    /// The properties of `T`, for types whose members are parameters.
    pub(crate) fn properties<T: ToSchema>(&mut self) -> Option<Value> {
        let schema = self.schemas.add::<T>();
        let schema = self.schemas.follow(&schema);
        schema.get("properties").is_some().then(|| schema.clone())
    }

    /// Refuses bounds where nothing would check them: the document would promise what doesn't hold.
    pub(crate) fn unbounded(&mut self, schema: &Value, reader: &str) {
        if Shape::new(schema, self.schemas).is_ok_and(|shape| shape.is_bounded()) {
            self.fault(format!(
                "`{reader}` doesn't check the bounds that `#[schema(…)]` states: take them as `#[query(minimum = …)]` values or a `Json` body"
            ));
        }
    }

    /// Says that `T` has to be there as state.
    pub(crate) fn needs<T: 'static>(&mut self) {
        self.needs
            .push((TypeId::of::<T>(), std::any::type_name::<T>()));
    }

    /// Adds a fault that stops the app from being built.
    pub fn fault(&mut self, message: impl Into<String>) {
        self.faults.push(message.into());
    }

    /// Adds an answer without a body.
    pub fn answer(&mut self, status: StatusCode) {
        self.entry(status);
    }

    /// Says that an answer can be anything: of any status that is not declared beside it, any media
    /// type, with any headers. It stands in the document as `default` (OpenAPI 3.1 §4.8.16).
    pub fn any_answer(&mut self) {
        if self.spec.media.is_some() {
            self.fault("`media_type` doesn't hold for an answer that is made elsewhere and brings its own: leave it out");
        }
        self.any_answer = true;
    }

    /// Adds an answer with a body of one media type and schema.
    pub fn answer_with(&mut self, status: StatusCode, media: &str, schema: Value) {
        let schemas = self
            .entry(status)
            .content
            .entry(media.to_owned())
            .or_default();
        if !schemas.contains(&schema) {
            schemas.push(schema);
        }
    }

    /// Declares a header of the answers of one status.
    pub fn header(&mut self, status: StatusCode, name: &str, header: Value) {
        self.entry(status)
            .headers
            .insert(name.to_ascii_lowercase(), header);
    }

    /// Says that an answer in the place of a page has the headers that say something of it.
    pub(crate) fn headers_of_page(&mut self, status: StatusCode) {
        let names = self.pages.iter().flat_map(Plan::headers);
        let page = self.answers.get(&self.status().as_u16());
        let headers = page.map(|page| &page.headers);
        let known = names.filter_map(|name| {
            let header = headers?.get(name.as_str())?;
            Some((name.to_string(), header.clone()))
        });
        let known: Vec<_> = known.collect();
        self.entry(status).headers.extend(known);
    }

    /// Says how the same operation goes on from its answer (OpenAPI 3.1 §4.8.20).
    pub(crate) fn link(&mut self, status: StatusCode, name: &str, link: Value) {
        self.entry(status).links.insert(name.to_owned(), link);
    }

    /// Says something of the operation that OpenAPI has no member for (OpenAPI 3.1 §4.9).
    pub(crate) fn extension(&mut self, name: &str, value: Value) {
        self.extensions.insert(name.to_owned(), value);
    }

    /// Adds a component that is no type of its own but what a page style shows, and gives the reference
    /// to it.
    pub(crate) fn component(&mut self, name: &str, schema: Value) -> Value {
        self.schemas.insert_styled(name.to_owned(), schema);
        super::types::reference(name)
    }

    fn entry(&mut self, status: StatusCode) -> &mut Answers {
        self.answers
            .entry(status.as_u16())
            .or_insert_with(|| Answers {
                description: reason(status).to_owned(),
                ..Answers::default()
            })
    }

    /// Begins the description of a problem; [`ProblemDoc::finish`] adds it.
    pub fn problem(&mut self, component: &str, status: u16) -> ProblemDoc<'_, 'a> {
        let title = StatusCode::from_u16(status).map_or("", reason);
        ProblemDoc {
            component: component.to_owned(),
            status,
            type_uri: "about:blank".to_owned(),
            title: title.to_owned(),
            detail: None,
            members: Map::new(),
            headers: Map::new(),
            doc: self,
        }
    }
}

/// A problem while it is described.
#[derive(Debug)]
#[must_use = "a problem is added by `finish`"]
pub struct ProblemDoc<'d, 'a> {
    doc: &'d mut OperationDoc<'a>,
    component: String,
    status: u16,
    type_uri: String,
    title: String,
    detail: Option<Value>,
    members: Map<String, Value>,
    headers: Map<String, Value>,
}

impl ProblemDoc<'_, '_> {
    /// Its `type`, `about:blank` otherwise.
    pub fn type_uri(mut self, uri: &str) -> Self {
        uri.clone_into(&mut self.type_uri);
        self
    }

    /// Its `title`, the status's reason phrase otherwise.
    pub fn title(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    /// A `detail` that is always the same.
    pub fn detail(mut self, detail: &str) -> Self {
        self.detail = Some(json!({"type": "string", "enum": [detail]}));
        self
    }

    /// A `detail` that differs from case to case.
    pub fn any_detail(mut self) -> Self {
        self.detail = Some(json!({"type": "string"}));
        self
    }

    /// An extension member (RFC 9457 §3.2).
    pub fn member<T: ToSchema>(mut self, name: &str, description: &str) -> Self {
        let mut schema = self.doc.schema::<T>();
        if let (Value::Object(schema), false) = (&mut schema, description.is_empty()) {
            schema.insert("description".to_owned(), json!(description));
        }
        self.members.insert(name.to_owned(), schema);
        self
    }

    /// A header of the answer. A schema that allows `null` is that of a header which may be missing;
    /// every other one is always sent.
    pub fn header(mut self, name: &str, mut schema: Value, description: &str) -> Self {
        let optional = without_null(&mut schema);
        let kind = &self.doc.schemas.follow(&schema)["type"];
        let text = ["string", "integer", "number", "boolean"];
        if kind.as_str().is_some_and(|kind| !text.contains(&kind)) {
            self.doc.fault(format!(
                "the header `{name}` of `{}` is {kind}, which no header can hold: take a text, a number, a boolean or an `Option` of one",
                self.component
            ));
        }
        let mut header = headers::required(schema, description);
        if optional {
            header["required"] = json!(false);
        }
        self.headers.insert(name.to_ascii_lowercase(), header);
        self
    }

    /// A header that is always the same.
    pub fn fixed_header(self, name: &str, value: &str, description: &str) -> Self {
        let schema = json!({"type": "string", "enum": [value]});
        self.header(name, schema, description)
    }

    /// A header whose value is of a type.
    pub(crate) fn header_of<T: ToSchema>(self, name: &str, description: &str) -> Self {
        let schema = self.doc.schema::<T>();
        self.header(name, schema, description)
    }

    /// Adds the problem to the operation.
    pub fn finish(self) {
        let mut properties = Map::new();
        let constant = |value: &str| json!({"type": "string", "enum": [value]});
        properties.insert("type".to_owned(), constant(&self.type_uri));
        properties.insert("title".to_owned(), constant(&self.title));
        let status = json!({"type": "integer", "enum": [self.status]});
        properties.insert("status".to_owned(), status);
        properties.extend(self.detail.map(|detail| ("detail".to_owned(), detail)));
        properties.extend(self.members);
        let required: Vec<&String> = properties.keys().collect();
        let schema = json!({"type": "object", "required": required, "properties": properties});
        self.doc.schemas.insert(self.component.clone(), schema);
        let status = StatusCode::from_u16(self.status).unwrap_or_default();
        let schema = super::types::reference(&self.component);
        if self.doc.answers.contains_key(&status.as_u16()) {
            headers::join(&mut self.doc.entry(status).headers, self.headers);
        } else {
            self.doc.entry(status).headers = self.headers;
        }
        self.doc.answer_with(status, Media::PROBLEM.name, schema);
    }
}
