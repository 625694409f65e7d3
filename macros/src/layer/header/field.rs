//! What names a header field, and what one holds.

use syn::{Error, LitStr};

/// Fields that the server itself writes, or that belong to one connection (RFC 9110 §7.6.1).
const NOT_OURS: [&str; 9] = [
    "connection",
    "content-length",
    "date",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Whether a text is the name of a field (RFC 9110 §5.6.2).
pub(crate) fn is_token(name: &str) -> bool {
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(token)
}

/// Refuses a text that names no field.
pub(crate) fn named(lit: &LitStr) -> syn::Result<()> {
    let name = lit.value();
    if is_token(&name) {
        return Ok(());
    }
    let message = format!("`{name}` is no header name: use letters, digits and `-`");
    Err(Error::new(lit.span(), message))
}

/// Refuses a text that names no field, or one that others write; `encoded` says who the type's.
pub(super) fn is_ours(lit: &LitStr, encoded: &str) -> syn::Result<()> {
    named(lit)?;
    let name = lit.value().to_ascii_lowercase();
    if name == "content-type" {
        return Err(Error::new(lit.span(), encoded));
    }
    if name == "set-cookie" {
        let message =
            "write `cookie(\"name\" = \"value\")` instead, which knows what a cookie may hold";
        return Err(Error::new(lit.span(), message));
    }
    if NOT_OURS.contains(&name.as_str()) {
        let message = format!("`{name}` is written by the server: leave it out");
        return Err(Error::new(lit.span(), message));
    }
    Ok(())
}

/// Refuses what no field can hold (RFC 9110 §5.5).
pub(super) fn header_value(lit: LitStr) -> syn::Result<LitStr> {
    let visible = |b: u8| b == b'\t' || (b' '..=b'~').contains(&b);
    if lit.value().bytes().all(visible) {
        return Ok(lit);
    }
    let message = "a header's value is visible ASCII: leave line ends, NUL and other letters out";
    Err(Error::new(lit.span(), message))
}
