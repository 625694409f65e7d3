//! What a handler may return: one answer a file.

mod raw;
mod response;
mod result;
mod template;
mod value;

use http::Response as HttpResponse;

pub(crate) use self::value::NotAcceptable;
pub use self::{
    raw::{Raw, Textual},
    response::Response,
    template::Template,
    value::Content,
};
use crate::{body::Body, context::Context, openapi::OperationDoc};

/// How an answer is made, so that every type has one way: inferred, never written.
pub mod by {
    /// A value, written in the endpoint's media type.
    #[derive(Debug)]
    pub struct Value;
    /// A type that answers by itself.
    #[derive(Debug)]
    pub struct Itself;
    /// A value or a problem.
    #[derive(Debug)]
    pub struct Fallible<M>(std::marker::PhantomData<M>);
    /// A value with a status and headers of its own.
    #[derive(Debug)]
    pub struct Wrapped<M>(std::marker::PhantomData<M>);
}

/// A type that a handler may return.
///
/// What [`respond`](Respond::respond) sends, [`describe`](Respond::describe) writes into the document.
/// `M` says which way a type answers, and is inferred.
///
/// - `T: Serialize + ToSchema`: in the endpoint's media type, JSON where none is given.
///   `String` and `&'static str` are text, `Vec<u8>` is bytes.
/// - `()`: no body.
/// - `Option<T>`: `None` is a 404 problem.
/// - `Result<T, E>` with `E: Problem`.
/// - [`Template`]: a template, rendered over a context.
/// - [`Response<T>`]: a value with a status and headers.
///
/// `NaN` and infinities have no place in JSON: they are written as `null`, which the contract check of
/// the test client finds wherever the schema says `number`. MessagePack keeps them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a handler's answer",
    label = "not an answer",
    note = "return the value itself, without `Json` or a status: `()`, `String`, a type with `#[derive(serde::Serialize, utoipa::ToSchema)]`, `Option` or `Vec` of one",
    note = "return `Response<T>` for a status or headers, `Result<T, E>` with an `E` that derives `folio::Problem`"
)]
pub trait Respond<M>: Sized {
    /// Whether an answer can have a body.
    const BODY: bool;

    /// Describes every answer.
    fn describe(doc: &mut OperationDoc<'_>);

    /// Makes the answer.
    fn respond(self, cx: &mut Context) -> HttpResponse<Body>;
}
