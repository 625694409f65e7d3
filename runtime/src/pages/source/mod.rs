//! Lists that are paged after the handler has given them: what `paginate` slices.

mod list;
mod paginator;
mod plain;
mod sorted;

use std::future::Future;

use http::Response;

pub use self::{
    paginator::{CursorPaginator, NumberPaginator, OffsetPaginator, PaginatorRejection},
    plain::{PlainCursorPaginator, PlainNumberPaginator, PlainOffsetPaginator},
    sorted::Sorted,
};
use super::{Keys, Page, Position, Takes};
use crate::{
    body::Body,
    call::Arguments,
    context::Context,
    endpoint::Answer,
    problem::Problem,
    reply::{self, by},
    spec::{Arg, Facts, Source},
};

/// A list of which an endpoint with `paginate` answers a page.
///
/// A handler returns the whole of it, read or yet to be read; the page is taken where the request
/// asks for it:
///
/// - `Vec<T>`, `Arc<[T]>`, `Arc<Vec<T>>`: nothing but the page is copied, nothing of those behind
///   `Arc`.
/// - an iterator: read as far as the page reaches, which is not behind more than
///   [`ITERATOR_DEPTH`] items unless `max_offset` says another number.
/// - [`Sorted`]: rows in an order, which have cursors.
/// - what implements [`NumberPaginator`], [`OffsetPaginator`] or [`CursorPaginator`], or one of those
///   that wait for nothing, such as [`PlainOffsetPaginator`]: it reads the items of a page, and counts
///   all of them where that is wanted.
///
/// ```
/// use std::sync::Arc;
///
/// use folio::{State, get};
///
/// /// The notes of a scale.
/// #[get("/notes", paginate, page(size = 3))]
/// async fn notes(all: State<Arc<[String]>>) -> Arc<[String]> {
///     Arc::clone(&all)
/// }
/// ```
///
/// `M` says what kind of list it is, and is inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list that `paginate` can take a page of",
    label = "not a list",
    note = "return `Vec<T>`, `Arc<[T]>`, an iterator, `Sorted<T>` or another `PageSource`; or leave `paginate` out, take a position and return `Page<T>`"
)]
pub trait PageSource<M>: Sized + Send {
    /// What it lists.
    type Item: Send + Sync;

    /// Why it can't be read.
    type Error: Problem;

    /// How it can be asked for one.
    const TAKES: Takes = Takes::ROWS;

    /// Takes a page.
    fn page(
        self,
        at: Position<Keys>,
    ) -> impl Future<Output = Result<Page<Self::Item>, Self::Error>> + Send;
}

/// How many items an iterator is read over at most, where no `max_offset` is set: it may have no end.
pub const ITERATOR_DEPTH: u64 = 10_000;

/// What a handler with `paginate` returns: a list, or one in a `Result` or a `Response`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list that `paginate` can take a page of",
    label = "not a list",
    note = "return `Vec<T>`, `Arc<[T]>`, an iterator, `Sorted<T>` or another `PageSource`; or leave `paginate` out, take a position and return `Page<T>`"
)]
pub trait Paginate<M>: Sized + Send {
    /// What is answered in its place.
    type Answer;

    /// [`PageSource::TAKES`] of the list.
    const TAKES: Takes;

    /// The argument that says which part is asked for.
    #[doc(hidden)]
    const PART: Arg = Arg {
        name: "page",
        source: Source::Extractor,
        description: "",
        facts: Facts::NONE,
        describe: |_, doc| doc.position(Self::TAKES.paginated()),
    };

    /// Takes a page.
    fn paginate(self, at: Position<Keys>) -> impl Future<Output = Self::Answer> + Send;

    /// Takes a page of the list that a function gives.
    #[doc(hidden)]
    fn paginated<F>(running: F, at: Position<Keys>) -> impl Future<Output = Self::Answer> + Send
    where
        F: Future<Output = Self> + Send,
    {
        async move { running.await.paginate(at).await }
    }

    /// Reads the arguments `A`, the last of which is the part, then answers with a page of what a
    /// function gives.
    #[doc(hidden)]
    fn read<A, F>(
        mut cx: Context,
        function: impl FnOnce(A::Types) -> (F, Position<Keys>) + Send + 'static,
        respond: fn(Self::Answer, &mut Context) -> Response<Body>,
    ) -> Answer
    where
        A: Arguments,
        F: Future<Output = Self> + Send + 'static,
        Self: 'static,
        M: 'static,
    {
        Box::pin(async move {
            let arguments = A::extract(&mut cx).await?;
            let (running, at) = function(arguments);
            Ok(respond(running.await.paginate(at).await, &mut cx))
        })
    }
}

#[diagnostic::do_not_recommend]
impl<S: PageSource<M>, M> Paginate<by::Source<M>> for S {
    type Answer = Result<Page<S::Item>, S::Error>;
    const TAKES: Takes = S::TAKES;

    fn paginate(self, at: Position<Keys>) -> impl Future<Output = Self::Answer> + Send {
        self.page(at)
    }
}

#[diagnostic::do_not_recommend]
impl<S: Paginate<M>, E: Problem, M> Paginate<by::Fallible<M>> for Result<S, E> {
    type Answer = Result<S::Answer, E>;
    const TAKES: Takes = S::TAKES;

    async fn paginate(self, at: Position<Keys>) -> Self::Answer {
        Ok(self?.paginate(at).await)
    }
}

#[diagnostic::do_not_recommend]
impl<S: Paginate<M>, M> Paginate<by::Wrapped<M>> for reply::Response<S> {
    type Answer = reply::Response<S::Answer>;
    const TAKES: Takes = S::TAKES;

    async fn paginate(self, at: Position<Keys>) -> Self::Answer {
        let (list, rest) = self.take_value();
        rest.with_value(list.paginate(at).await)
    }
}
