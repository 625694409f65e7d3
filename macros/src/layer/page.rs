//! The option `page(…)`: how a list is paged.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Error, Expr, Ident, LitInt, LitStr, parse::ParseStream};

use super::validators::choice;
use crate::syntax::{flag, parentheses, unknown, value};

const KEYS: [&str; 12] = [
    "size",
    "max_size",
    "above",
    "zero_based",
    "default_number",
    "max_offset",
    "count",
    "style",
    "base",
    "names",
    "aliases",
    "plain_cursors",
];

/// The parameters that can be named, beside what they are called in `folio`.
const PARAMETERS: [(&str, &str); 8] = [
    ("number", "Number"),
    ("size", "Size"),
    ("offset", "Offset"),
    ("limit", "Limit"),
    ("after", "After"),
    ("before", "Before"),
    ("cursor_size", "CursorSize"),
    ("last", "Last"),
];

const EXAMPLE: &str = "size = 50, max_size = 500";

/// Options of pages, each at most once.
pub(crate) struct PageOption {
    span: Span,
    calls: TokenStream,
}

/// One option.
struct Setting {
    key: Ident,
    calls: TokenStream,
    /// The number it holds.
    number: Option<(u64, Span)>,
}

impl PageOption {
    pub(super) fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let settings = parentheses(key, input, setting, EXAMPLE)?;
        if settings.is_empty() {
            let message = format!("no option: write `page({EXAMPLE})`");
            return Err(Error::new(key.span(), message));
        }
        for (index, setting) in settings.iter().enumerate() {
            let key = &setting.key;
            if settings[..index].iter().any(|known| known.key == *key) {
                let message = format!("`{key}` is given twice: keep one");
                return Err(Error::new(key.span(), message));
            }
        }
        let number = |name: &str| {
            let found = settings.iter().find(|setting| setting.key == name);
            found.and_then(|setting| setting.number)
        };
        if let (Some((size, span)), Some((most, _))) = (number("size"), number("max_size"))
            && size > most
        {
            let message = format!(
                "pages have {size} items where a request doesn't say it, and {most} at most where it does: raise `max_size`, or lower `size`"
            );
            return Err(Error::new(span, message));
        }
        let calls = settings.iter().map(|setting| &setting.calls);
        Ok(PageOption {
            span: key.span(),
            calls: quote!(#(#calls)*),
        })
    }

    /// Where it stands.
    pub(crate) fn span(&self) -> Span {
        self.span
    }

    pub(super) fn expand(&self) -> TokenStream {
        let calls = &self.calls;
        quote!(.pages(::folio::pages::PageOptions::new() #calls))
    }
}

fn setting(input: ParseStream<'_>) -> syn::Result<Setting> {
    let key: Ident = input
        .parse()
        .map_err(|error| Error::new(error.span(), format!("write `{EXAMPLE}`")))?;
    let mut number = None;
    let calls = match key.to_string().as_str() {
        name @ ("size" | "max_size" | "default_number" | "max_offset") => {
            let least = u64::from(name.ends_with("size"));
            let (given, span) = whole(&key, input, least)?;
            number = Some((given, span));
            let method = &key;
            quote!(.#method(#given))
        }
        "above" => {
            let choice = choice(&key, input, &["refuse", "clamp"])?;
            let method = if choice == "clamp" {
                quote!(clamped)
            } else {
                quote!(refused)
            };
            quote!(.#method())
        }
        "zero_based" | "plain_cursors" => {
            flag(&key, input)?;
            quote!(.#key())
        }
        "count" => {
            let choice = choice(&key, input, &["none", "estimated", "capped", "exact"])?;
            let count = match choice.to_string().as_str() {
                "none" => quote!(None),
                "estimated" => quote!(Estimated),
                "capped" => quote!(Capped),
                _ => quote!(Exact),
            };
            quote!(.count(::folio::pages::Count::#count))
        }
        "style" => {
            let style: Expr = value(&key, input, "PageStyle::link()")?;
            quote!(.style(#style))
        }
        "base" => {
            let base: LitStr = value(&key, input, "\"https://api.example.com\"")?;
            quote!(.base(#base))
        }
        "names" => named(&key, input, "name")?,
        "aliases" => named(&key, input, "alias")?,
        _ => return Err(unknown(&key, &KEYS)),
    };
    Ok(Setting { key, calls, number })
}

/// A whole number, `least` at least.
fn whole(key: &Ident, input: ParseStream<'_>, least: u64) -> syn::Result<(u64, Span)> {
    let lit: LitInt = value(key, input, "50")?;
    match lit.base10_parse::<u64>() {
        Ok(number) if number >= least && lit.suffix().is_empty() => Ok((number, lit.span())),
        Ok(number) if number >= least => {
            let message = format!("`{key}` has no suffix: write `{number}`");
            Err(Error::new(lit.span(), message))
        }
        _ => {
            let most = u64::MAX;
            let message = format!("`{key}` is a whole number, {least} at least and {most} at most");
            Err(Error::new(lit.span(), message))
        }
    }
}

/// Parameters with their names: `names(number = "p", size = "per")`.
fn named(key: &Ident, input: ParseStream<'_>, method: &str) -> syn::Result<TokenStream> {
    let example = "number = \"p\"";
    let names = parentheses(key, input, name, example)?;
    if names.is_empty() {
        let message = format!("no name: write `{key}({example})`");
        return Err(Error::new(key.span(), message));
    }
    // A parameter has one name, and as many others as anybody wants.
    for (index, (key, ..)) in names.iter().enumerate() {
        if method == "name" && names[..index].iter().any(|(known, ..)| known == key) {
            let message = format!("`{key}` is given twice: keep one");
            return Err(Error::new(key.span(), message));
        }
    }
    let method = format_ident!("{method}");
    let calls = names.iter().map(
        |(_, parameter, name)| quote!(.#method(::folio::pages::PageParameter::#parameter, #name)),
    );
    Ok(quote!(#(#calls)*))
}

fn name(input: ParseStream<'_>) -> syn::Result<(Ident, Ident, LitStr)> {
    let key: Ident = input
        .parse()
        .map_err(|error| Error::new(error.span(), "write `number = \"p\"`"))?;
    let known = PARAMETERS.iter().find(|(name, _)| key == *name);
    let Some((_, parameter)) = known else {
        return Err(unknown(&key, &PARAMETERS.map(|(name, _)| name)));
    };
    let name: LitStr = value(&key, input, "\"p\"")?;
    if name.value().is_empty() {
        let message = "an empty name: write the parameter's, such as `\"page\"`";
        return Err(Error::new(name.span(), message));
    }
    let parameter = format_ident!("{parameter}");
    Ok((key, parameter, name))
}
