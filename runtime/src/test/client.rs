//! The client.

use std::{
    future::{Future, IntoFuture},
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use cookie::{Cookie, CookieJar};
use http::{
    HeaderValue, Method, Request, Uri,
    header::{CONTENT_TYPE, COOKIE, HOST, HeaderName, SET_COOKIE},
};
use http_body_util::BodyExt;
use serde::Serialize;

use super::{Answer, Contract};
use crate::{app::App, body::Body, service::Service};

/// Calls an app in memory: no socket, no port.
///
/// Every answer of an endpoint is checked against the document: an undeclared status, header or media
/// type, or a body that breaks its schema, fails the test and names the operation. So does an event of a
/// stream, or a value of a sequence, of which the first 1,000 are looked at. Cookies are kept between calls.
#[derive(Debug, Clone)]
pub struct Client {
    service: Service,
    pub(super) contract: Option<Arc<Contract>>,
    cookies: Arc<Mutex<CookieJar>>,
}

impl Client {
    /// A client of an app.
    ///
    /// # Panics
    ///
    /// When the app has faults, with all of them.
    #[must_use]
    #[track_caller]
    pub fn new(app: App) -> Self {
        match app.build() {
            Ok(service) => Client::of(service),
            Err(errors) => panic!("{errors}"),
        }
    }

    /// A client of a service that is built already.
    #[must_use]
    pub fn of(service: Service) -> Self {
        let contract = Some(Arc::new(Contract::new(service.document().clone())));
        Client {
            service,
            contract,
            cookies: Arc::default(),
        }
    }

    /// The same client without the contract check, for tests of what breaks it.
    #[must_use]
    pub fn without_contract(mut self) -> Self {
        self.contract = None;
        self
    }

    /// The service it calls.
    #[must_use]
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// Begins a GET request; awaiting it sends it.
    pub fn get(&self, target: &str) -> Call {
        self.call(Method::GET, target)
    }

    /// Begins a HEAD request.
    pub fn head(&self, target: &str) -> Call {
        self.call(Method::HEAD, target)
    }

    /// Begins a POST request.
    pub fn post(&self, target: &str) -> Call {
        self.call(Method::POST, target)
    }

    /// Begins a PUT request.
    pub fn put(&self, target: &str) -> Call {
        self.call(Method::PUT, target)
    }

    /// Begins a PATCH request.
    pub fn patch(&self, target: &str) -> Call {
        self.call(Method::PATCH, target)
    }

    /// Begins a DELETE request.
    pub fn delete(&self, target: &str) -> Call {
        self.call(Method::DELETE, target)
    }

    /// Begins an OPTIONS request.
    pub fn options(&self, target: &str) -> Call {
        self.call(Method::OPTIONS, target)
    }

    /// Begins a request of any method.
    ///
    /// # Panics
    ///
    /// When the target is no URI.
    #[track_caller]
    pub fn call(&self, method: Method, target: &str) -> Call {
        let uri: Uri = match target.parse() {
            Ok(uri) => uri,
            Err(error) => panic!("`{target}` is no request target: {error}"),
        };
        let mut request = Request::new(Body::empty());
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        request
            .headers_mut()
            .insert(HOST, HeaderValue::from_static("localhost"));
        Call {
            client: self.clone(),
            request,
        }
    }

    fn jar(&self) -> std::sync::MutexGuard<'_, CookieJar> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn send_cookies(&self, request: &mut Request<Body>) {
        let pairs: Vec<String> = self
            .jar()
            .iter()
            .map(|cookie| cookie.stripped().encoded().to_string())
            .collect();
        if pairs.is_empty() || request.headers().contains_key(COOKIE) {
            return;
        }
        if let Ok(value) = HeaderValue::try_from(pairs.join("; ")) {
            request.headers_mut().insert(COOKIE, value);
        }
    }

    fn keep_cookies(&self, answer: &Answer) {
        for line in answer.headers.get_all(SET_COOKIE) {
            let parsed = line
                .to_str()
                .ok()
                .and_then(|line| Cookie::parse_encoded(line.to_owned()).ok());
            let Some(cookie) = parsed else { continue };
            if cookie.max_age().is_some_and(|age| age.whole_seconds() <= 0) {
                self.jar().force_remove(cookie.name());
            } else {
                self.jar().add_original(cookie);
            }
        }
    }
}

/// A request of a [`Client`]; awaiting it sends it.
#[derive(Debug)]
#[must_use = "a call is sent by awaiting it"]
pub struct Call {
    client: Client,
    request: Request<Body>,
}

impl Call {
    /// Sets a header.
    ///
    /// # Panics
    ///
    /// When name or value can't be a header's.
    #[track_caller]
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        match (
            HeaderName::try_from(name),
            HeaderValue::from_bytes(value.as_ref()),
        ) {
            (Ok(name), Ok(value)) => {
                self.request.headers_mut().append(name, value);
                self
            }
            _ => panic!("`{name}` can't be sent as a header"),
        }
    }

    /// Sends a value as JSON.
    ///
    /// # Panics
    ///
    /// When it can't be written.
    #[track_caller]
    pub fn json(self, value: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => self.content("application/json", body),
            Err(error) => panic!("the value can't be written as JSON: {error}"),
        }
    }

    /// Sends a value as MessagePack with named fields.
    ///
    /// # Panics
    ///
    /// When it can't be written.
    #[track_caller]
    pub fn messagepack(self, value: &(impl Serialize + ?Sized)) -> Self {
        match rmp_serde::to_vec_named(value) {
            Ok(body) => self.content("application/vnd.msgpack", body),
            Err(error) => panic!("the value can't be written as MessagePack: {error}"),
        }
    }

    /// Sends text.
    pub fn text(self, text: impl Into<String>) -> Self {
        self.content("text/plain; charset=utf-8", text.into())
    }

    /// Sends a form.
    ///
    /// # Panics
    ///
    /// When it can't be written.
    #[track_caller]
    pub fn form(self, value: &(impl Serialize + ?Sized)) -> Self {
        match serde_html_form::to_string(value) {
            Ok(body) => self.content("application/x-www-form-urlencoded", body),
            Err(error) => panic!("the value can't be written as a form: {error}"),
        }
    }

    /// Sends bytes under a media type.
    ///
    /// # Panics
    ///
    /// When the media type can't be a header's value.
    #[track_caller]
    pub fn content(mut self, media_type: &str, body: impl Into<Bytes>) -> Self {
        let Ok(value) = HeaderValue::try_from(media_type) else {
            panic!("`{media_type}` can't be sent as a media type");
        };
        self.request.headers_mut().insert(CONTENT_TYPE, value);
        self.body(Body::full(body))
    }

    /// Sends any body.
    pub fn body(mut self, body: Body) -> Self {
        *self.request.body_mut() = body;
        self
    }

    async fn send(mut self) -> Answer {
        self.client.send_cookies(&mut self.request);
        let method = self.request.method().clone();
        let path = self.request.uri().path().to_owned();
        // A mounted service promised nothing, even where a template of the document fits its paths.
        let foreign = self.client.service.is_mount(&method, &path);
        let (parts, body) = self.request.into_parts();
        let Ok(response) = self.client.service.dispatch(parts, body).await;
        let (parts, body) = response.into_parts();
        let body = match body.collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) => panic!("the body of {method} {path} ended early: {error}"),
        };
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        };
        if let Some(contract) = self.client.contract.as_ref().filter(|_| !foreign) {
            let breaches =
                contract.check(&method, &path, answer.status, &answer.headers, &answer.body);
            let lines: Vec<String> = breaches.iter().map(ToString::to_string).collect();
            assert!(
                breaches.is_empty(),
                "{}\nthe body was: {}",
                lines.join("\n"),
                answer.lossy()
            );
        }
        self.client.keep_cookies(&answer);
        answer
    }
}

impl IntoFuture for Call {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
