//! `Response<T>`: a value with a status and headers of its own.

use std::time::SystemTime;

use http::{
    HeaderMap, HeaderName, HeaderValue, StatusCode,
    header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LAST_MODIFIED, LOCATION, SET_COOKIE},
};

use super::{
    Respond, by,
    foreign::changed,
    location::location,
    settled::{Said, is_problem, is_settled, leave_true},
};
use crate::{
    body::Body,
    context::Context,
    cookies::{CookieFault, CookieIdentity, SetCookie},
    events::is_events,
    fields::{CacheControl, ETag, value_of},
    media::{Media, essence},
    offer::Offer,
    openapi::OperationDoc,
    problem::{Problem, ProblemDetails, Rejection},
    task::Tasks,
    validate::http_date,
};

/// A value with a status and headers of its own; `Response<()>` has no body.
///
/// Headers that a handler sets are declared by its attribute, so that they stand in the document:
///
/// ```
/// use folio::{Response, post};
///
/// /// Adds a thing.
/// #[post("/things", header("location", description = "Where the thing is."))]
/// async fn add() -> Response<u64> {
///     Response::new(7).location("/things/7")
/// }
/// ```
#[derive(Debug)]
pub struct Response<T> {
    value: T,
    status: Option<StatusCode>,
    headers: HeaderMap,
    cookies: Vec<(CookieIdentity, HeaderValue)>,
    background: Option<Tasks>,
    media: Option<Media>,
}

impl<T> Response<T> {
    /// A value under the endpoint's status and headers.
    pub fn new(value: T) -> Self {
        Response {
            value,
            status: None,
            headers: HeaderMap::new(),
            cookies: Vec::new(),
            background: None,
            media: None,
        }
    }

    /// Sets the status; an event stream stays a 200, as clients refuse any other.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// Sets a header, replacing one of this name.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Adds a header line beside others of this name.
    #[must_use]
    pub fn append(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// Says the media type of this answer.
    ///
    /// It has to be one of those the endpoint `produces`; text and bytes may have any other that is
    /// written as they are. Anything else would not stand in the document: it is logged, and the
    /// answer is a 500. A sequence of values or events keeps its media type, which says how it is
    /// written, whatever is said here or by a header; that is logged, too.
    /// A problem in the place of the value stays what it is.
    #[must_use]
    pub fn media_type(mut self, media: Media) -> Self {
        self.media = Some(media);
        self
    }

    /// Sets a header by its type: every line that the type writes, in place of those of its name.
    ///
    /// ```
    /// use folio::{Response, get, headers::Age};
    ///
    /// /// A reading of a minute ago.
    /// #[get("/reading", header("age", schema = u64))]
    /// async fn reading() -> Response<f64> {
    ///     Response::new(21.5).typed_header(&Age::from_secs(60))
    /// }
    /// ```
    #[cfg(feature = "headers")]
    #[cfg_attr(docsrs, doc(cfg(feature = "headers")))]
    #[must_use]
    pub fn typed_header<H: headers::Header>(mut self, header: &H) -> Self {
        let mut values = Vec::new();
        header.encode(&mut values);
        self.headers.remove(H::name());
        for value in values {
            self.headers.append(H::name(), value);
        }
        self
    }

    /// Sets a header out of texts, such as those a request brought.
    ///
    /// # Errors
    ///
    /// What HTTP doesn't allow in a header, line ends and letters beyond ASCII first of all: a 400
    /// problem.
    pub fn try_header(self, name: &str, value: &str) -> Result<Self, InvalidHeader> {
        match (HeaderName::try_from(name), value_of(value)) {
            (Ok(name), Some(value)) => Ok(self.header(name, value)),
            _ => Err(InvalidHeader),
        }
    }

    /// Sets a cookie, in place of one of its name, domain and path, whichever layer sets that.
    ///
    /// The attribute declares it: `cookie("theme", documentation_only)`.
    ///
    /// # Errors
    ///
    /// A name, path or domain that no cookie can have: a 400 problem. The value may be any text.
    ///
    /// ```
    /// use folio::{CookieFault, Response, SetCookie, post};
    ///
    /// /// Remembers a theme.
    /// #[post("/theme", status = 204, cookie("theme", description = "The theme."))]
    /// async fn theme(#[query] name: String) -> Result<Response<()>, CookieFault> {
    ///     Response::new(()).cookie(SetCookie::new("theme", name))
    /// }
    /// ```
    pub fn cookie(mut self, cookie: SetCookie) -> Result<Self, CookieFault> {
        let (identity, line) = (cookie.identity(), cookie.header_value()?);
        self.cookies.retain(|(known, _)| *known != identity);
        self.cookies.push((identity, line));
        Ok(self)
    }

    /// Says how the answer may be stored.
    #[must_use]
    pub fn cache_control(self, control: CacheControl) -> Self {
        self.header(CACHE_CONTROL, control.value())
    }

    /// Sets the entity tag; with `etag = given` clients that have it get a 304.
    #[must_use]
    pub fn etag(self, tag: &ETag) -> Self {
        self.header(ETAG, tag.value())
    }

    /// Sets when the value was last changed, by the second; a time that HTTP can't write is left out.
    ///
    /// With `last_modified = given` clients that have it get a 304.
    #[must_use]
    pub fn last_modified(self, time: SystemTime) -> Self {
        match http_date(time) {
            Some(date) => self.header(LAST_MODIFIED, date),
            None => self,
        }
    }

    /// Sets `Location` (RFC 9110 §10.2.2); what a URI can't hold is percent-encoded,
    /// and what is encoded already stays.
    #[must_use]
    pub fn location(self, uri: impl AsRef<str>) -> Self {
        self.header(LOCATION, location(uri.as_ref()))
    }

    /// Runs tasks once the answer was sent, or the client has left, in place of those set before.
    ///
    /// They are left undone when the answer has a status from 400 on, unless they say otherwise
    /// ([`Tasks::on_errors`]).
    #[must_use]
    pub fn background(mut self, tasks: impl Into<Tasks>) -> Self {
        self.background = Some(tasks.into());
        self
    }

    /// The value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value, and everything that stands around it.
    pub(crate) fn take_value(self) -> (T, Response<()>) {
        let rest = Response {
            value: (),
            status: self.status,
            headers: self.headers,
            cookies: self.cookies,
            background: self.background,
            media: self.media,
        };
        (self.value, rest)
    }

    /// The same around another value.
    pub(crate) fn with_value<U>(self, value: U) -> Response<U> {
        Response {
            value,
            status: self.status,
            headers: self.headers,
            cookies: self.cookies,
            background: self.background,
            media: self.media,
        }
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }
}

#[diagnostic::do_not_recommend]
impl<T: Respond<M>, M> Respond<by::Wrapped<M>> for Response<T> {
    const BODY: bool = T::BODY;
    const STATUS: Option<u16> = T::STATUS;
    const REDIRECT: bool = T::REDIRECT;
    const PAGE: bool = T::PAGE;
    const CONDITIONAL: bool = T::CONDITIONAL;

    fn describe(doc: &mut OperationDoc<'_>) {
        T::describe(doc);
    }

    fn respond(self, cx: &mut Context) -> http::Response<Body> {
        let Response {
            value,
            mut status,
            mut headers,
            cookies,
            background,
            mut media,
        } = self;
        if cx.offer().fixed {
            keep(cx.offer(), &mut status, &mut media, &mut headers);
        }
        cx.status = status.or(cx.status);
        if T::CONDITIONAL {
            let said = Said::take(&mut headers, media);
            cx.said = cx.said.take().or(Some(Box::new(said)));
        }
        let response = match media {
            Some(media) => respond_as(media, value, cx),
            None => value.respond(cx),
        };
        changed(response, cx, move |response, routes, route| {
            if let Some(status) = status.filter(|_| !is_settled(response)) {
                *response.status_mut() = status;
            }
            leave_true(&mut headers, response);
            let mut last = None;
            for (name, value) in headers {
                // A name comes once, with its first value; more values come without it.
                match (name, &last) {
                    (Some(name), _) => {
                        response.headers_mut().insert(name.clone(), value);
                        last = Some(name);
                    }
                    (None, Some(name)) => {
                        response.headers_mut().append(name.clone(), value);
                    }
                    (None, None) => {}
                }
            }
            if !cookies.is_empty() {
                set_cookies(cookies, &routes.get(route).cookies, response);
            }
            if let Some(tasks) = background {
                routes.background(route, response, tasks);
            }
        })
    }
}

/// Drops what would name an answer otherwise than it is written, or clients expect it.
#[cold]
fn keep(
    offer: &Offer,
    status: &mut Option<StatusCode>,
    media: &mut Option<Media>,
    headers: &mut HeaderMap,
) {
    let own = essence(offer.media);
    let status = status.take_if(|status| is_events(offer) && *status != StatusCode::OK);
    if let Some(status) = status {
        tracing::error!(%status, "an event stream stays a 200");
    }
    let media = media.take_if(|media| !media.essence().eq_ignore_ascii_case(own));
    let media = media.map(|media| HeaderValue::from_static(media.name));
    for media in media.into_iter().chain(headers.remove(CONTENT_TYPE)) {
        tracing::error!(?media, "what is written as `{own}` stays that");
    }
}

/// Answers with a value in one of the forms it is offered in.
fn respond_as<T: Respond<M>, M>(media: Media, value: T, cx: &mut Context) -> http::Response<Body> {
    let same = |offer: &Offer| essence(offer.media).eq_ignore_ascii_case(media.essence());
    let offers = &cx.route().offers;
    match offers.iter().position(same).map(u8::try_from) {
        Some(Ok(offer)) => {
            cx.offer = offer;
            value.respond(cx)
        }
        _ if media.format.is_raw() && cx.offer().is_raw() => {
            let response = value.respond(cx);
            if T::CONDITIONAL {
                return response;
            }
            changed(response, cx, move |response, _, _| {
                if !is_problem(response) {
                    let media = HeaderValue::from_static(media.name);
                    response.headers_mut().insert(CONTENT_TYPE, media);
                }
            })
        }
        _ => {
            tracing::error!(
                media = media.name,
                "an answer in a form that is not offered"
            );
            let errors = cx.headers(|route| &route.errors);
            Rejection::from(ProblemDetails::new(500)).respond(errors)
        }
    }
}

/// Writes the cookies of an answer, and those of its layers that are others.
fn set_cookies(
    own: Vec<(CookieIdentity, HeaderValue)>,
    inherited: &[(CookieIdentity, HeaderValue)],
    response: &mut http::Response<Body>,
) {
    let headers = response.headers_mut();
    let is_own = |line: &HeaderValue| {
        let mut inherited = inherited.iter();
        inherited
            .any(|(identity, known)| known == line && own.iter().any(|(own, _)| own == identity))
    };
    let kept: Vec<HeaderValue> = headers.get_all(SET_COOKIE).iter().cloned().collect();
    headers.remove(SET_COOKIE);
    for line in kept.into_iter().filter(|line| !is_own(line)) {
        headers.append(SET_COOKIE, line);
    }
    for (_, line) in own {
        headers.append(SET_COOKIE, line);
    }
}

/// A header can't hold what was to be put into it.
#[derive(Debug, Problem)]
#[problem(status = 400)]
pub struct InvalidHeader;
