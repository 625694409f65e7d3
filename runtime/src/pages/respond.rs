//! `Page<T>` as an answer.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, header::LINK};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    InvalidCursor, Mode, Page,
    page::{Cursors, Facts},
    plan::{CursorForm, Plan},
    show::{Envelope, Shown},
    style::HeaderContent,
};
use crate::{
    body::Body,
    context::Context,
    offer::{Write, encode, render},
    openapi::OperationDoc,
    problem::{Problem, ProblemDetails, Rejection},
    reply::{Respond, Unwritable, by, messagepack},
};

/// This lies deeper than `max_offset` items: go on by the cursor.
#[derive(Debug, Problem)]
#[problem(status = 400)]
pub(super) struct TooDeep {
    /// The largest offset that is served.
    max_offset: u64,
    /// What to ask for to get the items behind it.
    next_cursor: Option<String>,
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ToSchema + Send + Sync + 'static> Respond<by::Itself> for Page<T> {
    const BODY: bool = true;
    const PAGE: bool = true;

    fn describe(doc: &mut OperationDoc<'_>) {
        super::document::page::<T>(doc);
    }

    fn respond(self, cx: &mut Context) -> Response<Body> {
        let Some(plan) = cx.route().pages.clone() else {
            tracing::error!(
                "a page where no position is taken, so that nothing says how it is shown"
            );
            return failed(cx);
        };
        if let Some(problem) = too_deep(&plan, &self.facts, cx) {
            return problem.respond(cx.headers(|route| &route.errors));
        }
        let chosen = usize::from(cx.offer);
        let shown = Shown::of(&plan, &self.facts, cx);
        let envelope = Envelope {
            shown: &shown,
            items: &self.items,
        };
        let body = match write(&envelope, &cx.offer().write, plan.length_of_last()) {
            Ok(body) => body,
            Err(error) => {
                drop(shown);
                return Rejection::from(Unwritable(error))
                    .respond(cx.headers(|route| &route.errors));
            }
        };
        plan.remember_length(body.len());
        let headers = headers(&plan, &shown);
        let is_whole = !shown.failed();
        drop(shown);
        if !is_whole {
            let fault = Unwritable("a row has no cursor".to_owned());
            return Rejection::from(fault).respond(cx.headers(|route| &route.errors));
        }
        let mut response = cx.answer(Body::full(body), |route| &route.offers[chosen].ready);
        for (name, value) in headers {
            if name == LINK {
                response.headers_mut().append(name, value);
            } else {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

fn failed(cx: &mut Context) -> Response<Body> {
    Rejection::from(ProblemDetails::new(500)).respond(cx.headers(|route| &route.errors))
}

fn too_deep(plan: &Plan, facts: &Facts, cx: &Context) -> Option<Rejection> {
    let max_offset = facts.window.max_offset.filter(|_| facts.too_deep)?;
    let next_cursor = match &facts.cursors {
        Cursors::Ends(_, last) => {
            let token = plan.token(super::Direction::Forward, &last.0, &plan.binding(cx));
            token.ok().flatten().map(|token| token.text().into_owned())
        }
        _ => None,
    };
    Some(Rejection::from(TooDeep {
        max_offset,
        next_cursor,
    }))
}

/// The headers that say something of a page.
fn headers(plan: &Plan, shown: &Shown<'_>) -> Vec<(HeaderName, HeaderValue)> {
    let mut headers = Vec::with_capacity(plan.headers.len());
    for (name, content) in &plan.headers {
        let value = match content {
            HeaderContent::Fact(fact) => shown.header(fact),
            HeaderContent::Json(members) => shown.json_header(members),
            HeaderContent::Links(rels) => shown.link_header(rels),
        };
        let value = value.map(Bytes::from).map(HeaderValue::from_maybe_shared);
        if let Some(Ok(value)) = value {
            headers.push((name.clone(), value));
        }
    }
    headers
}

/// A page in a form; `likely` is how many bytes the one before took.
fn write<T: Serialize>(
    page: &Envelope<'_, T>,
    write: &Write,
    likely: usize,
) -> Result<Bytes, String> {
    match write {
        Write::Json | Write::Text | Write::Bytes => {
            let written = crate::json::write(page, likely);
            Ok(Bytes::from(written.map_err(|error| error.to_string())?))
        }
        Write::MessagePack => messagepack(page),
        Write::Encoder(encoder) => encode(&**encoder, page),
        Write::Template(engine, name) => render(&**engine, name, page),
    }
}

impl super::ask::PageRejection {
    /// Describes what a route of this plan refuses.
    pub(super) fn describe_for(plan: &Plan, doc: &mut OperationDoc<'_>) {
        crate::args::ParameterRejection::describe_in(doc);
        if matches!(plan.cursors, CursorForm::Signed(_)) && plan.asks_by(Mode::Cursor) {
            InvalidCursor::describe(doc);
        }
        if plan.max_offset.is_some() && plan.goes_on_by_cursor {
            TooDeep::describe(doc);
        }
        if plan.has_long_keys() {
            Unwritable::describe(doc);
        }
    }
}

/// A cursor as the document has it.
pub(super) fn cursor_schema(plan: &Plan) -> serde_json::Value {
    match plan.cursors {
        CursorForm::Plain => json!({"type": ["string", "number", "boolean"]}),
        _ => json!({"type": "string"}),
    }
}
