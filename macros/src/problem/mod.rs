//! `#[derive(Problem)]`: one attribute a variant makes the answer and its schema (RFC 9457).

mod read;
mod write;

use proc_macro2::{Ident, Span, TokenStream};
use syn::{DeriveInput, LitInt, LitStr, Type};

use self::{
    read::{tell_apart, variants},
    write::{froms, implement, stub},
};
use crate::{errors::Errors, layer::ProblemHeader};

/// Expands the derive.
pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(item) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let variants = variants(&input, &mut errors);
    tell_apart(&variants, &mut errors);
    let froms = froms(&input, &variants, &mut errors);
    let problem = match errors.finish() {
        None => implement(&input.ident, &variants),
        Some(errors) => TokenStream::from_iter([stub(&input), errors]),
    };
    TokenStream::from_iter([problem, froms])
}

/// One way to fail: a variant of an enum, or a struct.
struct Variant {
    /// `Self::Unknown` or `Self`.
    path: TokenStream,
    ident: Ident,
    /// Its name among the document's schemas.
    component: String,
    fields: Vec<Member>,
    named: bool,
    kind: Kind,
}

/// What the attribute says.
enum Kind {
    /// Nothing that can be used.
    Wrong,
    /// The one field answers.
    Transparent,
    /// The variant answers itself.
    Own {
        status: LitInt,
        type_uri: Option<LitStr>,
        title: Option<LitStr>,
        detail: Option<LitStr>,
        headers: Vec<ProblemHeader>,
    },
}

struct Member {
    /// The local that holds it.
    local: Ident,
    /// Its name in the document; `None` when the field has none.
    name: Option<String>,
    ty: Type,
    description: String,
    /// Where it asks for a `From` implementation.
    from: Option<Span>,
    /// The header it is, instead of a member.
    header: Option<LitStr>,
}
/// Whether a format string has placeholders.
fn formatted(text: &str) -> bool {
    text.replace("{{", "").contains('{')
}
