//! The option `cache_control(…)`: directives of RFC 9111 §5.2.2 and RFC 5861.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Error, Ident, LitInt, Token, parse::ParseStream};

use crate::syntax::{flag, parentheses, unknown, value};

/// Directives with an age in seconds.
const AGES: [&str; 4] = [
    "max_age",
    "s_maxage",
    "stale_while_revalidate",
    "stale_if_error",
];

/// Directives that stand alone.
const FLAGS: [&str; 9] = [
    "public",
    "private",
    "no_cache",
    "no_store",
    "no_transform",
    "must_revalidate",
    "proxy_revalidate",
    "must_understand",
    "immutable",
];

/// The greatest age (RFC 9111 §1.2.2).
const MOST: u64 = 1 << 31;

/// What an example can look like.
const EXAMPLE: &str = "public, max_age = 3600";

/// Typed directives, each at most once.
pub(crate) struct CacheControlOption(Vec<(Ident, Option<u64>)>);

impl CacheControlOption {
    pub(super) fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let directives = parentheses(key, input, directive, EXAMPLE)?;
        if directives.is_empty() {
            let message = format!("no directive: write `cache_control({EXAMPLE})`");
            return Err(Error::new(key.span(), message));
        }
        for (index, (name, _)) in directives.iter().enumerate() {
            if directives[..index].iter().any(|(known, _)| known == name) {
                let message = format!("`{name}` is given twice: keep one");
                return Err(Error::new(name.span(), message));
            }
        }
        let control = CacheControlOption(directives);
        control.agree()?;
        Ok(control)
    }

    fn find(&self, name: &str) -> Option<Span> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(known, _)| known.span())
    }

    /// Refuses directives of which one undoes the other.
    fn agree(&self) -> syn::Result<()> {
        if let (Some(_), Some(at)) = (self.find("public"), self.find("private")) {
            let message =
                "`public` lets every cache store it, `private` the client's only: keep one";
            return Err(Error::new(at, message));
        }
        if let (Some(_), Some(at)) = (self.find("private"), self.find("s_maxage")) {
            let message = "`s_maxage` is for shared caches, which `private` keeps out: keep one";
            return Err(Error::new(at, message));
        }
        let ages = AGES.iter().chain(&["public", "immutable"]);
        let stored = ages.filter_map(|name| Some((name, self.find(name)?)));
        for (name, at) in stored {
            if self.find("no_store").is_some() && self.find("must_understand").is_none() {
                let message = format!(
                    "`no_store` keeps every cache from storing it, so `{name}` says nothing: keep one"
                );
                return Err(Error::new(at, message));
            }
        }
        if let (Some(_), Some(at)) = (self.find("no_cache"), self.find("immutable")) {
            let message =
                "`no_cache` asks for validation each time, `immutable` for none: keep one";
            return Err(Error::new(at, message));
        }
        Ok(())
    }

    pub(super) fn expand(&self) -> TokenStream {
        let calls = self.0.iter().map(|(name, age)| match age {
            Some(age) => {
                let age = proc_macro2::Literal::u64_unsuffixed(*age);
                quote!(.#name(#age))
            }
            None => quote!(.#name()),
        });
        quote!(.cache_control(::folio::CacheControl::new()#(#calls)*))
    }
}

fn directive(input: ParseStream<'_>) -> syn::Result<(Ident, Option<u64>)> {
    let key: Ident = input.parse().map_err(|error| {
        Error::new(
            error.span(),
            format!("write directives, as in `cache_control({EXAMPLE})`"),
        )
    })?;
    let name = key.to_string();
    if FLAGS.contains(&name.as_str()) {
        flag(&key, input)?;
        return Ok((key, None));
    }
    if !AGES.contains(&name.as_str()) {
        return Err(unknown(&key, &[&AGES[..], &FLAGS].concat()));
    }
    if input.peek(Token![=]) && input.peek2(Token![-]) {
        input.parse::<Token![=]>()?;
        return Err(input.error("an age is a number of seconds from 0 on"));
    }
    let seconds: LitInt = value(&key, input, "3600")?;
    match seconds.base10_parse::<u64>() {
        Ok(age) if age <= MOST => Ok((key, Some(age))),
        _ => {
            let message = format!("an age is at most {MOST} seconds: caches know no greater one");
            Err(Error::new(seconds.span(), message))
        }
    }
}
