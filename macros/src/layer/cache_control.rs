//! The option `cache_control(…)`: directives of RFC 9111 §5.2.2 and RFC 5861.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{Error, Ident, LitInt, Token, parse::ParseStream};

use crate::{
    place,
    syntax::{flag, parentheses, unknown, value},
};

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
        Ok(CacheControlOption(directives))
    }

    /// The call, beside a constant that knows which directives contradict each other.
    pub(super) fn expand(&self) -> TokenStream {
        let names = self.0.iter().map(|(name, _)| name);
        let calls = self.0.iter().map(|(name, age)| {
            let age = age.map(Literal::u64_unsuffixed);
            quote!(.#name(#age))
        });
        let check = place::call("agree", quote!(CONTROL), &quote!(#(#names)*));
        quote! {
            .cache_control({
                const CONTROL: ::folio::CacheControl = ::folio::CacheControl::new()#(#calls)*;
                const _: () = #check;
                CONTROL
            })
        }
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
    if input.peek(Token![-]) {
        let message = "directives are written with `_`, as in `no_store`";
        return Err(Error::new(key.span(), message));
    }
    if !AGES.contains(&name.as_str()) {
        return Err(unknown(&key, &[&AGES[..], &FLAGS].concat()));
    }
    let seconds: LitInt = value(&key, input, "3600")?;
    match seconds.base10_parse::<u64>() {
        Ok(age) if age <= MOST => Ok((key, Some(age))),
        _ => {
            let message = format!("an age is a whole number of seconds: use 0 to {MOST}");
            Err(Error::new(seconds.span(), message))
        }
    }
}
