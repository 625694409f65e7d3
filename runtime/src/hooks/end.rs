//! What the futures of hooks end with.
//!
//! Traits instead of `Future<Output = …>`, so that the compiler says what to write.

/// The future of a `before_request` hook.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not what a `before_request` hook returns",
    label = "returns something else",
    note = "write `async fn gate(cx: &mut folio::Context) -> Option<Answer>`, where `Answer` is what a handler may return"
)]
pub trait Deciding: Future<Output = Self::End> {
    /// What it ends with.
    type End: MaybeAnswer;
}

#[diagnostic::do_not_recommend]
impl<F: Future<Output: MaybeAnswer>> Deciding for F {
    type End = F::Output;
}

/// An `Option` of an answer.
pub trait MaybeAnswer {
    /// The answer.
    type Answer;

    /// The answer, if there is one.
    fn answer(self) -> Option<Self::Answer>;
}

impl<R> MaybeAnswer for Option<R> {
    type Answer = R;

    fn answer(self) -> Option<R> {
        self
    }
}

/// The future of a hook that runs after the handler.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not what a hook after the handler returns",
    label = "returns something else",
    note = "write it as an `async fn` that returns nothing: `after_request` changes the answer in place"
)]
pub trait Finishing: Future<Output = Self::End> {
    /// `()`, which alone is this.
    type End: Into<()>;
}

#[diagnostic::do_not_recommend]
impl<F: Future<Output: Into<()>>> Finishing for F {
    type End = F::Output;
}
