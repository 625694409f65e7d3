//! What `#[sort(…)]` says on a field and above a struct.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{
    Attribute, Error, LitStr,
    ext::IdentExt,
    parse::{Parse, ParseStream},
};

use super::direction;
use crate::{
    layer::choice,
    place::call,
    syntax::{flag, settings, unknown, value},
};

const KEYS: [&str; 8] = [
    "key",
    "hidden",
    "name",
    "expression",
    "not_null",
    "collation",
    "nulls",
    "only",
];

/// One option of a field.
pub(super) enum FieldOption {
    Key(Ident),
    Hidden(Span),
    Name(LitStr),
    Expression(LitStr),
    NotNull(Span),
    Collation(Ident, LitStr),
    Nulls(Ident, Ident),
    Only(Ident),
}

/// One option of the struct.
pub(super) enum StructOption {
    Default(LitStr),
}

/// An option with the key it was written under.
pub(super) struct Keyed<T> {
    key: Ident,
    option: T,
}

/// The options of the one `#[sort]` among attributes; `None` where there is none.
pub(super) fn read<T>(attributes: &[Attribute]) -> Option<syn::Result<Vec<T>>>
where
    Keyed<T>: Parse,
{
    let mut own = attributes.iter().filter(|a| a.path().is_ident("sort"));
    let attribute = own.next()?;
    if let Some(second) = own.next() {
        let message = "a second attribute: write all options in one";
        return Some(Err(Error::new_spanned(second, message)));
    }
    let list = match settings::<Keyed<T>>(attribute, "#[sort(key)]") {
        Ok(list) => list,
        Err(error) => return Some(Err(error)),
    };
    for (index, Keyed { key, .. }) in list.iter().enumerate() {
        if list[..index].iter().any(|known| known.key == *key) {
            let message = format!("`{key}` is given twice: keep one");
            return Some(Err(Error::new(key.span(), message)));
        }
    }
    Some(Ok(list.into_iter().map(|keyed| keyed.option).collect()))
}

fn key(input: ParseStream<'_>, example: &str) -> syn::Result<Ident> {
    let key = input.call(Ident::parse_any);
    key.map_err(|error| Error::new(error.span(), format!("write an option such as `{example}`")))
}

impl Parse for Keyed<FieldOption> {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key = key(input, "key")?;
        let span = key.span();
        let option = match key.to_string().as_str() {
            "key" => flag(&key, input).map(|()| FieldOption::Key(key.clone()))?,
            "hidden" => flag(&key, input).map(|()| FieldOption::Hidden(span))?,
            "name" => FieldOption::Name(name(value(&key, input, "\"country\"")?)?),
            "expression" => FieldOption::Expression(text(&key, input, "\"lower(name)\"")?),
            "not_null" => flag(&key, input).map(|()| FieldOption::NotNull(span))?,
            "collation" => FieldOption::Collation(key.clone(), text(&key, input, "\"NOCASE\"")?),
            "nulls" => {
                let places = ["last", "first", "least", "greatest"];
                FieldOption::Nulls(key.clone(), choice(&key, input, &places)?)
            }
            "only" => FieldOption::Only(choice(&key, input, &["ascending", "descending"])?),
            "default" => {
                let message = "`default` is of the whole record: write `#[sort(default = \"-population,name\")]` above the struct";
                return Err(Error::new(span, message));
            }
            _ => return Err(unknown(&key, &KEYS)),
        };
        Ok(Keyed { key, option })
    }
}

impl Parse for Keyed<StructOption> {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key = key(input, "default = \"-population,name\"")?;
        let name = key.to_string();
        if name == "default" {
            let option = StructOption::Default(value(&key, input, "\"-population,name\"")?);
            return Ok(Keyed { key, option });
        }
        if KEYS.contains(&name.as_str()) {
            let message = format!("`{name}` is of one column: write it above a field");
            return Err(Error::new(key.span(), message));
        }
        Err(unknown(&key, &["default"]))
    }
}

/// A text with something in it.
fn text(key: &Ident, input: ParseStream<'_>, example: &str) -> syn::Result<LitStr> {
    let text: LitStr = value(key, input, example)?;
    if text.value().trim().is_empty() {
        let message = format!("`{key}` is empty: write `{key} = {example}`, or leave it out");
        return Err(Error::new(text.span(), message));
    }
    Ok(text)
}

/// A name that can stand between commas, with a sign in front or without.
fn name(name: LitStr) -> syn::Result<LitStr> {
    let text = name.value();
    let inside = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    if text.is_empty() || text.starts_with('-') || !text.chars().all(inside) {
        let message = "a column's name has letters, digits, `_`, `.` and `-`, but no `-` in front: write one such as `\"country\"`";
        return Err(Error::new(name.span(), message));
    }
    Ok(name)
}

impl FieldOption {
    /// The call that adds it to a column.
    pub(super) fn expand(&self) -> Option<TokenStream> {
        Some(match self {
            FieldOption::Key(_) | FieldOption::Name(_) => return None,
            FieldOption::Hidden(_) => quote!(.hidden()),
            FieldOption::Expression(text) => quote!(.with_expression(#text)),
            FieldOption::NotNull(_) => quote!(.not_null()),
            FieldOption::Collation(_, text) => quote!(.with_collation(#text)),
            FieldOption::Nulls(_, place) => {
                let place = match place.to_string().as_str() {
                    "first" => quote!(First),
                    "last" => quote!(Last),
                    "greatest" => quote!(Greatest),
                    _ => quote!(Least),
                };
                quote!(.with_nulls(::folio::pages::Nulls::#place))
            }
            FieldOption::Only(only) => {
                let direction = direction(&only.to_string());
                quote!(.only(#direction))
            }
        })
    }

    /// What has to hold of a column with it, which its type decides.
    pub(super) fn check(&self, column: TokenStream) -> Option<TokenStream> {
        Some(match self {
            FieldOption::Key(key) => call("key_column", column, key),
            FieldOption::Collation(key, _) => call("text_column", column, key),
            FieldOption::Nulls(key, _) => call("nullable_column", column, key),
            _ => return None,
        })
    }
}
