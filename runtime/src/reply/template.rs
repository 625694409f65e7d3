//! `Template`: a template, rendered over a context.

use std::borrow::Cow;

use http::{HeaderValue, Response, header::CONTENT_TYPE};
use serde::Serialize;
use serde_json::json;

use super::{Respond, by};
use crate::{
    body::{Body, BodyError, reasons},
    context::Context,
    media::{Media, is_json},
    openapi::OperationDoc,
    problem::{Problem, Rejection},
    template::{TemplateEngine, media},
};

/// A template as an answer, rendered by the engine of the nearest layer that has one
/// ([`App::templates`](crate::App::templates)).
///
/// The media type is the attribute's, or else what the first suffix of the name that is known says:
/// `info.html` and `info.html.jinja` are HTML, `info` is plain text. A template that is not there or
/// that can't be rendered is a 500 problem; the reason is logged and never sent.
///
/// ```
/// use folio::{Template, get};
/// use serde::Serialize;
///
/// #[derive(Serialize)]
/// struct Home {
///     user: String,
/// }
///
/// /// The home page.
/// #[get("/")]
/// fn home(#[query] user: String) -> Template {
///     Template::new("home.html", Home { user })
/// }
/// ```
pub struct Template {
    source: Source,
    context: Box<dyn erased_serde::Serialize + Send>,
}

/// Where a template comes from.
#[derive(Debug)]
enum Source {
    Name(Cow<'static, str>),
    Text(&'static str),
}

/// A template that could not be rendered.
#[derive(Debug, Problem)]
#[problem(status = 500)]
struct Unrendered(String);

impl Template {
    /// A template of the engine, rendered over a context: a struct, or members by
    /// [`context!`](crate::context!).
    pub fn new(
        name: impl Into<Cow<'static, str>>,
        context: impl Serialize + Send + 'static,
    ) -> Self {
        Template {
            source: Source::Name(name.into()),
            context: Box::new(context),
        }
    }

    /// A template by its own text, which is HTML: `Template::inline("<p>{{ user }}</p>", …)`.
    ///
    /// The text is part of the program, since what a request brings must never be run as a template.
    /// It is compiled for every answer; a template with a name is compiled once.
    pub fn inline(source: &'static str, context: impl Serialize + Send + 'static) -> Self {
        Template {
            source: Source::Text(source),
            context: Box::new(context),
        }
    }

    fn render(&self, engine: Option<&dyn TemplateEngine>) -> Result<String, BodyError> {
        let Some(engine) = engine else {
            // `describe` has refused to build such an app.
            return Err("there is no template engine".into());
        };
        match &self.source {
            Source::Name(name) => engine.render(name, &self.context),
            Source::Text(source) => engine.render_inline(source, &self.context),
        }
    }

    fn media(&self) -> &'static str {
        match &self.source {
            Source::Name(name) => media(name),
            Source::Text(_) => Media::HTML.name,
        }
    }
}

impl std::fmt::Debug for Template {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Template").field(&self.source).finish()
    }
}

#[diagnostic::do_not_recommend]
impl Respond<by::Itself> for Template {
    const BODY: bool = true;

    fn describe(doc: &mut OperationDoc<'_>) {
        let status = doc.status();
        Unrendered::describe(doc);
        let Some(engine) = &doc.layer().templates else {
            return doc.fault(
                "the answer is a `Template`, and nothing renders it: add an engine by `.templates(…)` on the app or a router above",
            );
        };
        let names = engine.names();
        let media: Vec<_> = match doc.stated_media() {
            Some(media) => vec![media.name],
            None if names.is_empty() => vec!["*/*"],
            // Any template of the engine, or one that is given by its text.
            None => {
                let all = names.iter().map(|name| media(name));
                all.chain([Media::HTML.name]).collect()
            }
        };
        for media in media {
            // A template that writes JSON may write any.
            let schema = if is_json(media) || media == "*/*" {
                json!({})
            } else {
                json!({"type": "string"})
            };
            doc.answer_with(status, media, schema);
        }
    }

    fn respond(self, cx: &mut Context) -> Response<Body> {
        match self.render(cx.route().templates.as_deref()) {
            Ok(text) => {
                let mut response = cx.answer(Body::full(text), |route| &route.offers[0].ready);
                let headers = response.headers_mut().entry(CONTENT_TYPE);
                headers.or_insert(HeaderValue::from_static(self.media()));
                response
            }
            Err(error) => {
                let problem = Unrendered(reasons(&*error));
                Rejection::from(problem).respond(cx.headers(|route| &route.errors))
            }
        }
    }
}
