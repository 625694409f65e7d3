//! The options `before_request`, `after_request` and `after_response`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Error, Ident, Path, Token, parenthesized,
    parse::{Parse, ParseStream},
};

use super::header::{HeaderOption, TWICE};
use crate::syntax::value;

/// A function that runs around the handler, with the headers it may add.
pub(crate) struct HookOption {
    key: Ident,
    function: Path,
    headers: Vec<HeaderOption>,
}

impl HookOption {
    /// `= stamp`, or `(stamp, header("x-time"), …)` after `after_request`.
    pub(super) fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let mut hook = HookOption {
            key: key.clone(),
            function: Path::from(key.clone()),
            headers: Vec::new(),
        };
        if *key != "after_request" || !input.peek(syn::token::Paren) {
            hook.function = value(key, input, "stamp")?;
            if input.peek(syn::token::Paren) {
                let message =
                    format!("a hook is named, not called: write `{key} = …` without `()`");
                return Err(input.error(message));
            }
            return Ok(hook);
        }
        let example = "write `after_request(stamp, header(\"x-time\", description = \"…\"))`";
        let wrong = |error: Error| Error::new(error.span(), example);
        let content;
        parenthesized!(content in input);
        hook.function = content.parse().map_err(wrong)?;
        while content.parse::<Option<Token![,]>>()?.is_some() && !content.is_empty() {
            let header: Ident = content.parse().map_err(wrong)?;
            if header != "header" {
                return Err(Error::new(header.span(), example));
            }
            let header = content.call(HeaderOption::parse)?;
            if let Some(remove) = header.removes() {
                let message = "these are headers that the hook adds: leave this one out";
                return Err(Error::new(remove.span(), message));
            }
            if hook.headers.iter().any(|known| known.clashes(&header)) {
                return Err(Error::new(header.name.span(), TWICE));
            }
            hook.headers.push(header);
        }
        if content.is_empty() {
            Ok(hook)
        } else {
            Err(content.error(example))
        }
    }

    pub(super) fn expand(&self) -> TokenStream {
        let (key, function) = (&self.key, &self.function);
        if *key == "after_request" {
            let headers = self.headers.iter().map(HeaderOption::described);
            return quote!(.after_request(#function, [#(#headers),*]));
        }
        quote!(.#key(#function))
    }
}
