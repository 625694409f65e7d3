//! `file_system = "reports"`: the file system of an endpoint's `Files`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Error, Ident, LitStr, parse::ParseStream};

use crate::syntax::value;

/// The name of a file system, which the app is asked for when it is built.
pub(super) fn file_system(key: &Ident, input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let name: LitStr = value(key, input, "\"reports\"")?;
    if name.value().is_empty() {
        let message = "an empty name: write a file system's, such as `\"reports\"`";
        return Err(Error::new(name.span(), message));
    }
    Ok(quote!(.default_file_system(#name)))
}
