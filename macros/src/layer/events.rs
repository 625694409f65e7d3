//! The option `ping_interval`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Error, Ident, LitInt, parse::ParseStream};

use crate::syntax::value;

/// `ping_interval = 15`: whole seconds.
pub(super) fn ping_interval(key: &Ident, input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let lit: LitInt = value(key, input, "15")?;
    let seconds = match lit.base10_parse::<u64>() {
        Ok(seconds @ 1..) if lit.suffix().is_empty() => seconds,
        Ok(0) => {
            let message = "a ping interval of zero would never stop: write how many seconds a stream may be silent";
            return Err(Error::new(lit.span(), message));
        }
        _ => {
            let message =
                format!("`{lit}` is no number of seconds: write a whole one without a suffix");
            return Err(Error::new(lit.span(), message));
        }
    };
    Ok(quote!(.ping_interval(::core::time::Duration::from_secs(#seconds))))
}
