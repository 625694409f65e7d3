//! The attributes and derives of Folio.
//!
//! Use them through the `folio` crate, which documents each: what an attribute expands to names
//! that crate's items.

mod argument;
mod background;
mod controller;
mod docs;
mod errors;
mod expand;
mod facts;
#[cfg(test)]
mod golden;
mod handler;
mod layer;
#[cfg(test)]
mod layout;
mod literal;
mod media;
mod options;
mod pattern;
mod place;
mod problem;
mod signature;
mod sortable;
mod syntax;
mod template;
mod types;

use proc_macro::TokenStream;
use proc_macro2::{Ident, Span, TokenStream as Tokens};

use crate::{errors::Errors, handler::Handler, options::Options, signature::Signature};

macro_rules! methods {
    ($($name:ident $method:literal)*) => {$(
        #[allow(missing_docs, reason = "documented where `folio` exports it, where examples run")]
        #[proc_macro_attribute]
        pub fn $name(options: TokenStream, item: TokenStream) -> TokenStream {
            let method = Ident::new($method, Span::call_site());
            attribute(options.into(), item.into(), Some(method)).into()
        }
    )*};
}

methods! {
    get "GET"
    post "POST"
    put "PUT"
    patch "PATCH"
    delete "DELETE"
    head "HEAD"
    options_ "OPTIONS"
}

#[allow(
    missing_docs,
    reason = "documented where `folio` exports it, where examples run"
)]
#[proc_macro_attribute]
pub fn route(options: TokenStream, item: TokenStream) -> TokenStream {
    attribute(options.into(), item.into(), None).into()
}

#[allow(
    missing_docs,
    reason = "documented where `folio` exports it, where examples run"
)]
#[proc_macro_derive(Problem, attributes(problem))]
pub fn problem(item: TokenStream) -> TokenStream {
    problem::derive(item.into()).into()
}

#[allow(
    missing_docs,
    reason = "documented where `folio` exports it, where examples run"
)]
#[proc_macro_derive(Sortable, attributes(sort))]
pub fn sortable(item: TokenStream) -> TokenStream {
    sortable::derive(item.into()).into()
}

#[allow(
    missing_docs,
    reason = "documented where `folio` exports it, where examples run"
)]
#[proc_macro_attribute]
pub fn controller(options: TokenStream, item: TokenStream) -> TokenStream {
    controller::expand(options.into(), item.into()).into()
}

/// Puts the items in its parentheses beside the item it stands on.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn beside(items: TokenStream, item: TokenStream) -> TokenStream {
    item.into_iter().chain(items).collect()
}

/// Options and function are parsed apart, so that one run shows what is wrong with either.
fn attribute(options: Tokens, item: Tokens, method: Option<Ident>) -> Tokens {
    let mut errors = Errors::default();
    let Ok(mut function) = syn::parse2::<Signature>(item.clone()) else {
        let message = "an endpoint is a function: write the attribute above a `fn`";
        errors.push_at(syntax::keyword(item.clone()), message);
        return Tokens::from_iter([item, errors.finish().unwrap_or_default()]);
    };
    let options = Options::parse(options, method, &mut errors);
    function.check(&mut errors);
    let function = match options {
        None => function,
        Some(options) => {
            let handler = Handler::check(options, function, &mut errors);
            if errors.is_empty() {
                return expand::endpoint(&handler);
            }
            handler.function
        }
    };
    Tokens::from_iter([
        expand::fallback(&function),
        errors.finish().unwrap_or_default(),
    ])
}
