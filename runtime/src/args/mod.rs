//! What a handler may take: one extractor a file.

mod accept;
mod bytes;
mod cookies;
mod form;
mod format;
mod headers;
mod json;
#[cfg(feature = "messagepack")]
mod messagepack;
mod optional;
mod preconditions;
mod probe;
mod query;
mod readable;
mod request;
mod shape;
mod state;
mod text;
mod value;

use std::future::Future;

#[cfg(feature = "messagepack")]
#[cfg_attr(docsrs, doc(cfg(feature = "messagepack")))]
pub use self::messagepack::{MessagePack, MessagePackRejection};
pub use self::{
    bytes::{BytesRejection, TextRejection},
    cookies::Cookies,
    form::{Form, FormRejection},
    headers::Headers,
    json::{Json, JsonRejection},
    preconditions::Preconditions,
    query::Query,
    readable::Readable,
    request::Request,
    state::{NoState, State},
    value::Value,
};
pub(crate) use self::{
    query::{Pair, pairs, texts as query_texts},
    shape::Shape,
    text::Texts,
    value::{Reader, state as stated},
};
use crate::{
    context::Context,
    openapi::OperationDoc,
    problem::{FieldError, Problem, Rejection},
    spec::Arg,
};

/// A type that a handler may take as an argument.
///
/// What [`extract`](Extract::extract) reads, [`describe`](Extract::describe) writes into the document,
/// and what it may refuse is described by its [`Rejection`](Extract::Rejection).
///
/// ```
/// use folio::{Context, Extract, Problem, get};
///
/// /// Who is asking.
/// struct Client(String);
///
/// #[derive(Debug, Problem)]
/// enum NoClient {
///     /// The header `x-client` is missing.
///     #[problem(status = 401)]
///     Missing,
/// }
///
/// impl Extract for Client {
///     type Rejection = NoClient;
///
///     async fn extract(cx: &mut Context) -> Result<Self, NoClient> {
///         let header = cx.parts().headers.get("x-client");
///         let name = header.and_then(|value| value.to_str().ok()).ok_or(NoClient::Missing)?;
///         Ok(Client(name.to_owned()))
///     }
/// }
///
/// /// Says hello.
/// #[get("/hello")]
/// async fn hello(client: Client) -> String {
///     format!("Hello, {}!", client.0)
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a handler argument",
    label = "not an extractor",
    note = "take a value by `#[query]`, `#[header]` or `#[cookie]`, or name it in the path; take the body by `#[body]` or as `Json<T>`, what the app holds as `State<T>`; or write `impl Extract` for a type of your own"
)]
pub trait Extract: Sized + Send {
    /// How it refuses a request.
    type Rejection: Problem;

    /// Whether it reads the body: one argument of a handler at most does.
    const BODY: bool = false;

    /// Whether it says which part of a list is asked for, so that the answer is a
    /// [`Page`](crate::Page). What wraps a position hands this on.
    const POSITION: bool = false;

    /// Reads it from a request.
    ///
    /// # Errors
    ///
    /// Whatever the request lacks; the rejection is the answer then.
    fn extract(cx: &mut Context) -> impl Future<Output = Result<Self, Self::Rejection>> + Send;

    /// Whether what it reads is not there at all, which makes `Option` of it `None`.
    #[must_use]
    fn is_absent(cx: &Context) -> bool {
        let _ = cx;
        false
    }

    /// Describes what it reads: parameters, the body. Rejections describe themselves.
    fn describe(doc: &mut OperationDoc<'_>) {
        let _ = doc;
    }

    /// Describes the argument and how it refuses.
    #[doc(hidden)]
    fn describe_as(arg: &Arg, doc: &mut OperationDoc<'_>) {
        Self::describe(doc);
        if Self::BODY {
            doc.body_argument(arg);
        }
        Self::Rejection::describe(doc);
    }
}

/// Parameters of a request that can't be read: every one that failed, with what is wrong with it.
#[derive(Debug, Problem)]
#[problem(status = 400, detail = "Some parameters can't be read.")]
pub struct ParameterRejection {
    /// Each parameter that failed.
    pub errors: Vec<FieldError>,
}

impl ParameterRejection {
    pub(crate) fn describe_in(doc: &mut OperationDoc<'_>) {
        <ParameterRejection as Problem>::describe(doc);
    }
}

/// Takes the refusal instead of answering with it.
impl<T: Extract> Extract for Result<T, Rejection> {
    type Rejection = std::convert::Infallible;
    const BODY: bool = T::BODY;
    const POSITION: bool = T::POSITION;

    async fn extract(cx: &mut Context) -> Result<Self, Self::Rejection> {
        Ok(T::extract(cx).await.map_err(Rejection::from))
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        T::describe(doc);
    }
}
