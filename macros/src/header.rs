//! The option `header(…)`.

use syn::{
    Error, Ident, LitStr, Token, parenthesized,
    parse::{Parse, ParseStream},
};

use crate::syntax::{unknown, value};

/// A header that every answer of the endpoint carries, or may carry when it has no value.
pub(crate) struct HeaderOption {
    pub(crate) name: LitStr,
    pub(crate) value: Option<LitStr>,
    pub(crate) description: Option<LitStr>,
}

/// What a header can look like, for errors.
const EXAMPLE: &str = "write `header(\"x-frame-options\" = \"DENY\")`";

/// `("x-a" = "value")` or `("x-a", value = "…", description = "…")`.
impl Parse for HeaderOption {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let header = HeaderOption::read(input)?;
        let encoded = "write `media_type = …` instead: answers are encoded and documented by it";
        is_ours(&header.name, encoded)?;
        Ok(header)
    }
}

/// A header of a problem: its name and a value.
pub(crate) struct ProblemHeader {
    pub(crate) name: LitStr,
    pub(crate) value: LitStr,
    pub(crate) description: Option<LitStr>,
}

impl Parse for ProblemHeader {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let HeaderOption {
            name,
            value,
            description,
        } = HeaderOption::read(input)?;
        of_problem(&name)?;
        let Some(value) = value else {
            let text = name.value();
            let message = format!(
                "no value: write `header(\"{text}\" = \"…\")`, or `#[problem(header = \"{text}\")]` at the field that has it"
            );
            return Err(Error::new(name.span(), message));
        };
        Ok(ProblemHeader {
            name,
            value,
            description,
        })
    }
}

/// Refuses a text that names no header of a problem.
pub(crate) fn of_problem(lit: &LitStr) -> syn::Result<()> {
    is_ours(
        lit,
        "a problem is `application/problem+json`: leave this header out",
    )
}

impl HeaderOption {
    fn read(input: ParseStream<'_>) -> syn::Result<Self> {
        let content;
        if !input.peek(syn::token::Paren) {
            return Err(input.error(EXAMPLE));
        }
        parenthesized!(content in input);
        let mut header = HeaderOption {
            name: text(&content)?,
            value: None,
            description: None,
        };
        if content.parse::<Option<Token![=]>>()?.is_some() {
            header.value = Some(header_value(text(&content)?)?);
        }
        while !content.is_empty() {
            content
                .parse::<Token![,]>()
                .map_err(|error| Error::new(error.span(), EXAMPLE))?;
            if !content.is_empty() {
                header.option(&content)?;
            }
        }
        Ok(header)
    }

    fn option(&mut self, content: ParseStream<'_>) -> syn::Result<()> {
        let key: Ident = content
            .parse()
            .map_err(|error| Error::new(error.span(), EXAMPLE))?;
        let place = match key.to_string().as_str() {
            "value" => &mut self.value,
            "description" => &mut self.description,
            _ => return Err(unknown(&key, &["value", "description"])),
        };
        if place.is_some() {
            let message = format!("the header has a {key} already: keep one");
            return Err(Error::new(key.span(), message));
        }
        let text = value(&key, content, "\"…\"")?;
        *place = Some(if key == "value" {
            header_value(text)?
        } else {
            text
        });
        Ok(())
    }

    /// Whether this is a header of the other's name, which has no case (RFC 9110 §5.1).
    pub(crate) fn same(&self, other: &HeaderOption) -> bool {
        self.name.value().eq_ignore_ascii_case(&other.name.value())
    }
}

fn text(content: ParseStream<'_>) -> syn::Result<LitStr> {
    content
        .parse()
        .map_err(|error| Error::new(error.span(), EXAMPLE))
}

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
fn is_ours(lit: &LitStr, encoded: &str) -> syn::Result<()> {
    named(lit)?;
    let name = lit.value().to_ascii_lowercase();
    if name == "content-type" {
        return Err(Error::new(lit.span(), encoded));
    }
    if NOT_OURS.contains(&name.as_str()) {
        let message = format!("`{name}` is written by the server: leave it out");
        return Err(Error::new(lit.span(), message));
    }
    Ok(())
}

fn header_value(lit: LitStr) -> syn::Result<LitStr> {
    let visible = |b: u8| b == b'\t' || (b' '..=b'~').contains(&b);
    if lit.value().bytes().all(visible) {
        return Ok(lit);
    }
    let message = "a header's value is visible ASCII: leave line ends, NUL and other letters out";
    Err(Error::new(lit.span(), message))
}
