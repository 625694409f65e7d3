//! Calls in generated code that errors find at the user's own tokens.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

/// A call of `::folio::__private::…` that stands where all of `at` stands.
pub(crate) fn call(check: &str, arguments: TokenStream, at: &impl ToTokens) -> TokenStream {
    let (first, last) = ends(at.to_token_stream());
    let check = Ident::new(check, first);
    let path = quote_spanned!(first=> ::folio::__private::#check);
    let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
    arguments.set_span(last);
    quote!(#path #arguments)
}

/// An item of a type as one of a trait of `::folio::__private`, that stands where all of the type stands.
pub(crate) fn item(ty: &TokenStream, of: &str, name: &str) -> TokenStream {
    let (first, last) = ends(ty.clone());
    let (of, name) = (Ident::new(of, first), Ident::new(name, last));
    let path = quote_spanned!(first=> <#ty as ::folio::__private::#of<_>>::);
    quote!(#path #name)
}

/// Arguments of a call that stands where all of `at` stands.
pub(crate) fn arguments(arguments: TokenStream, at: &TokenStream) -> TokenStream {
    let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
    arguments.set_span(ends(at.clone()).1);
    quote!(#arguments)
}

/// Type arguments of such a call.
pub(crate) fn types(types: TokenStream, at: &TokenStream) -> TokenStream {
    let (_, last) = ends(at.clone());
    quote_spanned!(last=> ::<#types>)
}

/// Where tokens begin and where they end.
fn ends(tokens: TokenStream) -> (Span, Span) {
    let mut trees = tokens.into_iter();
    let Some(first) = trees.next() else {
        return (Span::call_site(), Span::call_site());
    };
    let last = trees.last().unwrap_or_else(|| first.clone());
    let begin = match &first {
        TokenTree::Group(group) => group.span_open(),
        tree => tree.span(),
    };
    let end = match &last {
        TokenTree::Group(group) => group.span_close(),
        tree => tree.span(),
    };
    (begin, end)
}
