//! `Result<T, E>`: a value or a problem.

use http::Response;

use super::{Respond, by};
use crate::{
    body::Body,
    context::Context,
    openapi::OperationDoc,
    problem::{Problem, Rejection},
};

#[diagnostic::do_not_recommend]
impl<T: Respond<M>, E: Problem, M> Respond<by::Fallible<M>> for Result<T, E> {
    const BODY: bool = T::BODY;
    const STATUS: Option<u16> = T::STATUS;
    const REDIRECT: bool = T::REDIRECT;
    const PAGE: bool = T::PAGE;
    const CONDITIONAL: bool = T::CONDITIONAL;

    fn describe(doc: &mut OperationDoc<'_>) {
        T::describe(doc);
        E::describe(doc);
    }

    fn respond(self, cx: &mut Context) -> Response<Body> {
        match self {
            Ok(value) => value.respond(cx),
            Err(problem) => {
                let problem = Rejection::from(problem);
                problem.respond(cx.headers(|route| &route.errors))
            }
        }
    }
}
