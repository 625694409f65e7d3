//! What a handler may return: one answer a file.

mod foreign;
mod location;
mod raw;
mod redirect;
mod response;
mod result;
mod settled;
mod template;
mod value;

use http::Response as HttpResponse;

pub(crate) use self::settled::Said;
#[cfg(feature = "files")]
pub(crate) use self::settled::settle;
pub use self::{
    foreign::{Foreign, ForeignService},
    raw::{Raw, Textual},
    redirect::{ForeignTarget, Redirect},
    response::{InvalidHeader, Response},
    template::Template,
    value::Content,
};
pub(crate) use self::{
    foreign::{covered, is_uncovered},
    location::path_or_query,
    value::{NotAcceptable, Unwritable, describe_faults, messagepack, without_null},
};
use crate::{
    body::Body, call::Arguments, context::Context, endpoint::Answer, openapi::OperationDoc,
};

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
    /// An iterator.
    #[derive(Debug)]
    pub struct Iterator;
    /// What reads pages by number, offset or cursor.
    #[derive(Debug)]
    pub struct Paginator<At>(std::marker::PhantomData<At>);
    /// What does so and waits for nothing.
    #[derive(Debug)]
    pub struct PlainPaginator<At>(std::marker::PhantomData<At>);
    /// A list of which a page is answered.
    #[derive(Debug)]
    pub struct Source<M>(std::marker::PhantomData<M>);
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
/// - [`Redirect`]: another place to go to.
/// - `File`, with the feature `files`: a file or a part of it.
/// - [`http::Response<B>`](HttpResponse) with any body, and [`Foreign`] for what a tower service
///   answers: sent as they are.
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
    /// Whether an answer under the endpoint's own status can have a body.
    const BODY: bool;

    /// The status of an answer where the attribute names none; the method's otherwise.
    const STATUS: Option<u16> = None;

    /// Whether it sends the client elsewhere, so that only 301, 302, 303, 307 and 308 fit. Such a type
    /// has one of these as [`STATUS`](Respond::STATUS).
    const REDIRECT: bool = false;

    /// Whether it is a part of a list, so that an argument says which.
    const PAGE: bool = false;

    /// Whether it judges the conditions and ranges of a request itself, as a file does. A [`Response`]
    /// around it then leaves it to it to say the media type, `ETag` and `Last-Modified`. A type that
    /// answers by a `File` has that of the file.
    const CONDITIONAL: bool = false;

    /// All of this as one value.
    #[doc(hidden)]
    const REPLY: Reply = Reply::of::<Self, M>();

    /// Describes every answer.
    fn describe(doc: &mut OperationDoc<'_>);

    /// Makes the answer.
    fn respond(self, cx: &mut Context) -> HttpResponse<Body>;

    /// Answers with what a function gives.
    #[doc(hidden)]
    fn answer<F>(mut cx: Context, running: F) -> Answer
    where
        F: Future<Output = Self> + Send + 'static,
        Self: 'static,
        M: 'static,
    {
        Box::pin(async move { Ok(running.await.respond(&mut cx)) })
    }

    /// Reads the arguments `A`, then answers with what a function gives.
    #[doc(hidden)]
    fn read<A, F>(mut cx: Context, function: impl FnOnce(A::Types) -> F + Send + 'static) -> Answer
    where
        A: Arguments,
        F: Future<Output = Self> + Send + 'static,
        Self: 'static,
        M: 'static,
    {
        Box::pin(async move {
            let arguments = A::extract(&mut cx).await?;
            Ok(function(arguments).await.respond(&mut cx))
        })
    }
}

/// What a type of answers says of itself before there is one.
#[derive(Debug, Clone, Copy)]
pub struct Reply {
    /// [`Respond::STATUS`].
    pub status: Option<u16>,
    /// [`Respond::BODY`].
    pub body: bool,
    /// [`Respond::REDIRECT`].
    pub redirect: bool,
    /// [`Respond::PAGE`].
    pub page: bool,
    /// [`Respond::describe`].
    pub describe: fn(&mut OperationDoc<'_>),
}

impl Reply {
    /// Nothing, and nothing to say of it.
    pub const NONE: Reply = Reply {
        status: None,
        body: false,
        redirect: false,
        page: false,
        describe: |_| {},
    };

    const fn of<T: Respond<M>, M>() -> Self {
        if let Some(status) = T::STATUS {
            assert!(
                200 <= status && status <= 599,
                "a final status is 200 to 599: write one as `Respond::STATUS`"
            );
        }
        assert!(
            !T::REDIRECT || matches!(T::STATUS, Some(301 | 302 | 303 | 307 | 308)),
            "a redirect is answered by 301, 302, 303, 307 or 308: write one of these as `Respond::STATUS`"
        );
        Reply {
            status: T::STATUS,
            body: T::BODY,
            redirect: T::REDIRECT,
            page: T::PAGE,
            describe: T::describe,
        }
    }
}
