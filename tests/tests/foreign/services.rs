//! Small services that say what they see.

use std::{
    convert::Infallible,
    future::{Ready, ready},
    task::{Context, Poll},
};

use bytes::Bytes;
use folio::{Body, BodyError, OriginalUri, http};
use http::{HeaderValue, Request, Response, header::CONTENT_LENGTH};
use http_body_util::BodyExt;
use tower_service::Service;

/// Answers with method, target, original target, `content-length` and body, a line each.
#[derive(Clone, Copy)]
pub(crate) struct Mirror;

impl<B> Service<Request<B>> for Mirror
where
    B: hyper::body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BodyError>,
{
    type Response = Response<String>;
    type Error = BodyError;
    type Future =
        std::pin::Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.map_err(Into::into)?.to_bytes();
            let original = parts.extensions.get::<OriginalUri>();
            let lines = [
                parts.method.to_string(),
                parts.uri.to_string(),
                original.map_or("-".to_owned(), |original| original.0.to_string()),
                parts.headers.get(CONTENT_LENGTH).map_or_else(
                    || "-".to_owned(),
                    |length| String::from_utf8_lossy(length.as_bytes()).into_owned(),
                ),
                String::from_utf8_lossy(&body).into_owned(),
            ];
            Ok(Response::new(lines.join("\n")))
        })
    }
}

/// Answers with its name and a header of it.
#[derive(Clone, Copy)]
pub(crate) struct Named(pub(crate) &'static str);

impl Service<Request<Body>> for Named {
    type Response = Response<String>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<Body>) -> Self::Future {
        let mut response = Response::new(self.0.to_owned());
        let name = HeaderValue::from_static(self.0);
        response.headers_mut().insert("x-name", name);
        ready(Ok(response))
    }
}

/// Is ready at the second question, and breaks when it is called before.
#[derive(Default)]
pub(crate) struct Slow {
    asked: bool,
    ready: bool,
}

/// What was asked of one is nothing to another.
impl Clone for Slow {
    fn clone(&self) -> Self {
        Slow::default()
    }
}

impl Service<Request<Body>> for Slow {
    type Response = Response<String>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        if self.asked {
            self.ready = true;
            return Poll::Ready(Ok(()));
        }
        self.asked = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    fn call(&mut self, _: Request<Body>) -> Self::Future {
        assert!(self.ready, "called before it was ready");
        ready(Ok(Response::new("ready".to_owned())))
    }
}

/// Fails, each time at another place.
#[derive(Clone, Copy)]
pub(crate) enum Broken {
    Ready,
    Call,
    Panic,
    PanicLater,
}

pub(crate) const SECRET: &str = "the password is swordfish";

impl Service<Request<Body>> for Broken {
    type Response = Response<Body>;
    type Error = BodyError;
    type Future =
        std::pin::Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(match self {
            Broken::Ready => Err(SECRET.into()),
            _ => Ok(()),
        })
    }

    fn call(&mut self, _: Request<Body>) -> Self::Future {
        assert!(!matches!(self, Broken::Panic), "{SECRET}");
        let later = matches!(self, Broken::PanicLater);
        Box::pin(async move {
            tokio::task::yield_now().await;
            assert!(!later, "{SECRET}");
            Err(SECRET.into())
        })
    }
}
