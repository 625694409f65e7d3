//! The options `etag`, `last_modified` and `preconditions`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Error, Ident, parse::ParseStream};

use crate::{
    errors::nearest,
    syntax::{quoted, value},
};

/// Where an entity tag comes from.
pub(crate) struct EtagOption(Ident);

impl EtagOption {
    pub(super) fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        choice(key, input, &["strong", "weak", "version", "given"]).map(EtagOption)
    }

    /// Whether the answer's value gives it.
    pub(super) fn is_version(&self) -> bool {
        self.0 == "version"
    }

    pub(super) fn expand(&self) -> TokenStream {
        let source = match self.0.to_string().as_str() {
            "strong" => quote!(Strong),
            "weak" => quote!(Weak),
            _ => quote!(Given),
        };
        quote!(.etag(::folio::EtagSource::#source))
    }
}

/// Where `Last-Modified` comes from.
pub(crate) struct ModifiedOption(Ident);

impl ModifiedOption {
    pub(super) fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        choice(key, input, &["modified", "given"]).map(ModifiedOption)
    }

    /// Whether the answer's value gives it.
    pub(super) fn is_modified(&self) -> bool {
        self.0 == "modified"
    }

    pub(super) fn expand() -> TokenStream {
        quote!(.last_modified())
    }
}

/// `preconditions = required`.
pub(super) fn preconditions(key: &Ident, input: ParseStream<'_>) -> syn::Result<TokenStream> {
    choice(key, input, &["required"])?;
    Ok(quote!(.preconditions_required()))
}

/// One of a few names.
pub(crate) fn choice(key: &Ident, input: ParseStream<'_>, names: &[&str]) -> syn::Result<Ident> {
    let ident: Ident = value(key, input, names[0])?;
    let name = ident.to_string();
    if names.contains(&name.as_str()) {
        return Ok(ident);
    }
    let hint = nearest(&name, names.iter().copied()).map_or_else(
        || match names {
            [only] => format!("write `{key} = {only}`"),
            several => format!("write one of {}", quoted(several)),
        },
        |near| format!("did you mean `{near}`?"),
    );
    Err(Error::new(
        ident.span(),
        format!("no `{key}` `{name}`; {hint}"),
    ))
}
