//! `Redirect`: another place to go to.

use std::fmt::Display;

use http::{Response, header::LOCATION};
use serde::Serialize;
use serde_json::json;

use super::{
    Respond, by,
    location::{reference, value},
};
use crate::{body::Body, context::Context, openapi::OperationDoc, problem::Problem};

/// Sends the client to another place: an answer without a body whose `Location` names it
/// (RFC 9110 §15.4).
///
/// The status is 302, or what the attribute writes: 301, 302, 303, 307 or 308. One that a request
/// decides is set by [`Response::status`](crate::Response::status).
///
/// ```
/// use folio::{ForeignTarget, Redirect, get, post};
///
/// /// The thing that moved.
/// #[get("/things/{id}", status = 308)]
/// async fn moved(id: u64) -> Redirect {
///     Redirect::to(format!("/items/{id}"))
/// }
///
/// /// Signs in, and goes on to where the client was.
/// #[post("/session", status = 303)]
/// async fn sign_in(#[query] next: String) -> Result<Redirect, ForeignTarget> {
///     Ok(Redirect::local(next)?.query("fresh", true))
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a redirect is sent by returning it"]
pub struct Redirect {
    /// What stands before the fragment.
    front: String,
    /// The fragment with its `#`, or nothing.
    fragment: String,
    has_query: bool,
}

impl Redirect {
    /// Goes to a URI, or to a reference that the client resolves against where it is (RFC 3986 §4).
    ///
    /// What a URI can't hold is percent-encoded, and what is encoded already stays, so that this never
    /// fails and whatever the text holds stays one header. An empty text is the place itself, `#`.
    ///
    /// A target that a client names belongs into [`Redirect::local`].
    pub fn to(target: impl AsRef<str>) -> Self {
        let (front, fragment) = reference(target.as_ref());
        Redirect {
            has_query: front.contains('?'),
            front,
            fragment,
        }
    }

    /// Goes to a target that a client named, if it is on this server: a path, a query, a fragment or
    /// a relative path.
    ///
    /// ```
    /// use folio::Redirect;
    ///
    /// assert!(Redirect::local("/cities?page=2").is_ok());
    /// for foreign in ["https://example.com", "//example.com", r"/\example.com", "javascript:alert(1)", ""] {
    ///     assert!(Redirect::local(foreign).is_err());
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// For whatever a client could read as another server or as a scheme: `scheme:`; `//host`, also with
    /// backslashes for slashes or behind dot segments; control characters, or white space around it,
    /// which browsers drop before they read; and an empty text.
    pub fn local(target: impl AsRef<str>) -> Result<Self, ForeignTarget> {
        let target = target.as_ref();
        if is_local(target) {
            Ok(Redirect::to(target))
        } else {
            Err(ForeignTarget)
        }
    }

    /// Adds a parameter to the query, behind those that are there, before a fragment.
    ///
    /// ```
    /// # use folio::Redirect;
    /// let found = Redirect::to("/find?x=1#top").query("q", "a & b").query("page", 2);
    /// assert_eq!(found.location(), "/find?x=1&q=a+%26+b&page=2#top");
    /// ```
    pub fn query(self, name: impl AsRef<str>, value: impl Display) -> Self {
        self.queries([(name, value)])
    }

    /// Adds parameters to the query, in order; a name may come more than once.
    pub fn queries<N: AsRef<str>, V: Display>(
        self,
        parameters: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let parameters: Vec<(String, String)> = parameters
            .into_iter()
            .map(|(name, value)| (name.as_ref().to_owned(), value.to_string()))
            .collect();
        self.query_of(&parameters)
    }

    /// Adds a parameter for each member of a value, as [`Query`](crate::Query) reads them: a list once
    /// an item, `None` not at all. A value of another shape is left out and logged.
    pub fn query_of(mut self, parameters: &(impl Serialize + ?Sized)) -> Self {
        match serde_html_form::to_string(parameters) {
            Ok(query) if query.is_empty() => {}
            Ok(query) => {
                if !self.has_query {
                    self.front.push('?');
                } else if !self.front.ends_with(['?', '&']) {
                    self.front.push('&');
                }
                self.has_query = true;
                self.front.push_str(&query);
            }
            Err(error) => tracing::error!(%error, "a redirect's query can't be written"),
        }
        self
    }

    /// The value of `Location`.
    #[must_use]
    pub fn location(&self) -> String {
        if self.front.is_empty() && self.fragment.is_empty() {
            return "#".to_owned();
        }
        format!("{}{}", self.front, self.fragment)
    }
}

#[diagnostic::do_not_recommend]
impl Respond<by::Itself> for Redirect {
    const BODY: bool = false;
    const STATUS: Option<u16> = Some(302);
    const REDIRECT: bool = true;

    fn describe(doc: &mut OperationDoc<'_>) {
        let status = doc.status();
        doc.answer(status);
        let header = json!({
            "description": "Where to go.",
            "required": true,
            "schema": {"type": "string", "format": "uri-reference"},
        });
        doc.header(status, LOCATION.as_str(), header);
    }

    fn respond(self, cx: &mut Context) -> Response<Body> {
        let mut response = cx.answer(Body::empty(), |route| &route.bare);
        let location = value(self.location());
        response.headers_mut().insert(LOCATION, location);
        response
    }
}

/// The target of a redirect isn't on this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Problem)]
#[problem(status = 400)]
pub struct ForeignTarget;

/// Whether every client reads a target as a place on the server it came from.
///
/// Browsers drop controls and spaces around a reference and tabs and line ends inside it, and read a
/// backslash as a slash (WHATWG URL §4.4); others resolve dot segments first.
fn is_local(target: &str) -> bool {
    let trimmed = target.trim().len() == target.len();
    if target.is_empty() || !trimmed || target.contains(char::is_control) {
        return false;
    }
    let path = &target[..target.find(['?', '#']).unwrap_or(target.len())];
    let first = path.split(['/', '\\']).next();
    let scheme = first.is_some_and(|first| first.contains(':'));
    !scheme && !names_host(path)
}

/// Whether a path begins with two slashes, or does so without its dot segments (RFC 3986 §5.2.4).
fn names_host(path: &str) -> bool {
    let rest = path.strip_prefix(['/', '\\']).unwrap_or(path);
    let mut kept: Vec<&str> = Vec::new();
    for segment in rest.split(['/', '\\']) {
        match segment.to_ascii_lowercase().replace("%2e", ".").as_str() {
            "." => {}
            ".." => drop(kept.pop()),
            _ => kept.push(segment),
        }
    }
    matches!(kept.as_slice(), ["", _, ..])
}
