//! `key = value, …` as every attribute reads it, with errors that say what to write.

use proc_macro2::{Span, TokenStream};
use syn::{
    Attribute, Error, Ident, Meta, Token, bracketed, parenthesized,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

use crate::errors::nearest;

/// Items with a comma after each but the last, which may have one.
pub(crate) fn separated<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    let mut items = Vec::new();
    while !input.is_empty() {
        items.push(input.parse()?);
        if !input.is_empty() && !input.peek(Token![,]) {
            return Err(input.error("expected `,`: write one between two options"));
        }
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(items)
}

/// The options of an attribute that is written with or without parentheses.
pub(crate) fn settings<T: Parse>(attribute: &Attribute, example: &str) -> syn::Result<Vec<T>> {
    match &attribute.meta {
        Meta::Path(_) => Ok(Vec::new()),
        Meta::List(_) => attribute.parse_args_with(separated::<T>),
        Meta::NameValue(meta) => Err(Error::new_spanned(
            meta,
            format!("options stand in parentheses: write `{example}`"),
        )),
    }
}

/// What stands after `key =`; `example` is what could.
pub(crate) fn value<T: Parse>(
    key: &Ident,
    input: ParseStream<'_>,
    example: &str,
) -> syn::Result<T> {
    equals(key, input, example)?;
    input
        .parse()
        .map_err(|error| wrong(key, error.span(), example))
}

/// The sign after a key, with something behind it.
pub(crate) fn equals(key: &Ident, input: ParseStream<'_>, example: &str) -> syn::Result<()> {
    if input.is_empty() || input.peek(Token![,]) {
        return Err(wrong(key, key.span(), example));
    }
    input
        .parse::<Token![=]>()
        .map_err(|error| wrong(key, error.span(), example))?;
    if input.is_empty() {
        return Err(wrong(key, key.span(), example));
    }
    Ok(())
}

/// What stands in brackets after `key =`.
pub(crate) fn list<T: Parse>(
    key: &Ident,
    input: ParseStream<'_>,
    example: &str,
) -> syn::Result<Vec<T>> {
    equals(key, input, example)?;
    let bracketed = |input: ParseStream<'_>| {
        let content;
        bracketed!(content in input);
        Punctuated::<T, Token![,]>::parse_terminated(&content)
    };
    let items = bracketed(input).map_err(|error| wrong(key, error.span(), example))?;
    Ok(items.into_iter().collect())
}

/// The same of things that say themselves what is wrong with them.
pub(crate) fn choices<T: Parse>(
    key: &Ident,
    input: ParseStream<'_>,
    example: &str,
) -> syn::Result<Vec<T>> {
    equals(key, input, example)?;
    if !input.peek(syn::token::Bracket) {
        return Err(wrong(key, input.span(), example));
    }
    let content;
    bracketed!(content in input);
    separated(&content)
}

/// What stands in parentheses after a key.
pub(crate) fn parentheses<T>(
    key: &Ident,
    input: ParseStream<'_>,
    item: fn(ParseStream<'_>) -> syn::Result<T>,
    example: &str,
) -> syn::Result<Vec<T>> {
    let content;
    if !input.peek(syn::token::Paren) {
        let span = if input.is_empty() || input.peek(Token![,]) {
            key.span()
        } else {
            input.span()
        };
        return Err(Error::new(span, format!("write `{key}({example})`")));
    }
    parenthesized!(content in input);
    let mut items = Vec::new();
    while !content.is_empty() {
        items.push(item(&content)?);
        if !content.is_empty() {
            content
                .parse::<Token![,]>()
                .map_err(|_| content.error("expected `,`: write one between two"))?;
        }
    }
    Ok(items)
}

/// Refuses a value after a key that takes none.
pub(crate) fn flag(key: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
    if input.peek(Token![=]) {
        let message = format!("`{key}` takes no value: write it alone");
        return Err(Error::new(input.span(), message));
    }
    Ok(())
}

fn wrong(key: &Ident, span: Span, example: &str) -> Error {
    let kind = match example.as_bytes() {
        [b'0'..=b'9', ..] => "a number",
        [b'"', ..] => "a text in quotes",
        [b'[', b'"', ..] => "a list of texts, each in quotes",
        [b'[', ..] => "a list in brackets",
        _ => "a name",
    };
    Error::new(
        span,
        format!("`{key}` takes {kind}: write `{key} = {example}`"),
    )
}

/// A key that is none of `keys`.
pub(crate) fn unknown(key: &Ident, keys: &[&str]) -> Error {
    let name = key.to_string();
    let hint = nearest(&name, keys.iter().copied()).map_or_else(
        || format!("write one of {}", quoted(keys)),
        |near| format!("did you mean `{near}`?"),
    );
    Error::new(key.span(), format!("no option `{name}`; {hint}"))
}

/// `` `a`, `b` and `c` ``.
pub(crate) fn quoted(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// Where an item's own keyword stands: behind its attributes and its visibility.
pub(crate) fn keyword(item: TokenStream) -> Span {
    let read = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        input.parse::<syn::Visibility>()?;
        let span = input.span();
        input.parse::<TokenStream>()?;
        Ok(span)
    };
    syn::parse::Parser::parse2(read, item).unwrap_or_else(|error| error.span())
}
