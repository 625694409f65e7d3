//! The options `header(…)` and `headers(…)`.

mod field;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Error, Ident, LitStr, Token, Type, parenthesized,
    parse::{Parse, ParseStream},
};

use self::field::{header_value, is_ours};
pub(crate) use self::field::{is_token, named};
use crate::syntax::{flag, parentheses, unknown, value};

/// A header that every answer of the endpoint carries, or may carry when it has no value.
pub(crate) struct HeaderOption {
    pub(crate) name: LitStr,
    value: Option<LitStr>,
    texts: Vec<(Ident, LitStr)>,
    schema: Option<Type>,
    flags: Vec<Ident>,
}

/// What a header can look like, for errors.
const EXAMPLE: &str = "write `header(\"x-frame-options\" = \"DENY\")`";

/// What several can look like.
const PAIRS: &str = "\"x-a\" = \"1\", \"x-b\" = \"2\"";

/// What is said of a second header of one name.
pub(super) const TWICE: &str = "the header is given twice: keep one, or let both `append`";

/// Its keys that take a text.
const TEXTS: [&str; 2] = ["description", "example"];

/// Its keys that stand alone.
const FLAGS: [&str; 6] = [
    "append",
    "documentation_only",
    "required",
    "deprecated",
    "success_only",
    "remove",
];

/// `("x-a" = "value")` or `("x-a", value = "…", description = "…", required, …)`.
impl Parse for HeaderOption {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        HeaderOption::read(input, OF_ANSWER)
    }
}

/// A header of a problem: its name and a value.
pub(crate) struct ProblemHeader {
    pub(crate) name: LitStr,
    pub(crate) value: LitStr,
    pub(crate) description: Option<LitStr>,
}

/// `("www-authenticate" = "Bearer", description = "…")`.
impl Parse for ProblemHeader {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let header = HeaderOption::read(input, OF_PROBLEM)?;
        let name = header.name;
        let Some(value) = header.value else {
            let text = name.value();
            let message = format!(
                "no value: write `header(\"{text}\" = \"…\")`, or `#[problem(header = \"{text}\")]` at the field that has it"
            );
            return Err(Error::new(name.span(), message));
        };
        let further = header.texts.iter().map(|(key, _)| key).chain(&header.flags);
        if let Some(key) = further.into_iter().find(|key| *key != "description") {
            return Err(unknown(key, &["value", "description"]));
        }
        let description = header.texts.into_iter().map(|(_, text)| text).next();
        Ok(ProblemHeader {
            name,
            value,
            description,
        })
    }
}

const OF_PROBLEM: &str = "a problem is `application/problem+json`: leave this header out";

/// Refuses a text that names no header of a problem.
pub(crate) fn of_problem(lit: &LitStr) -> syn::Result<()> {
    is_ours(lit, OF_PROBLEM)
}

const OF_ANSWER: &str = "write `media_type = …` instead: answers are encoded and documented by it";

impl HeaderOption {
    fn read(input: ParseStream<'_>, encoded: &str) -> syn::Result<Self> {
        let content;
        if !input.peek(syn::token::Paren) {
            return Err(input.error(EXAMPLE));
        }
        parenthesized!(content in input);
        let mut header = HeaderOption::of(text(&content)?, encoded)?;
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
        header.agree()?;
        Ok(header)
    }

    fn of(name: LitStr, encoded: &str) -> syn::Result<Self> {
        is_ours(&name, encoded)?;
        Ok(HeaderOption {
            name,
            value: None,
            texts: Vec::new(),
            schema: None,
            flags: Vec::new(),
        })
    }

    /// `("x-a" = "1", "x-b" = "2")`.
    pub(super) fn several(key: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<Self>> {
        let headers = parentheses(key, input, HeaderOption::pair, PAIRS)?;
        if headers.is_empty() {
            let message = format!("no header: write `headers({PAIRS})`");
            return Err(Error::new(key.span(), message));
        }
        Ok(headers)
    }

    /// `"x-a" = "value"`, as one of several.
    fn pair(input: ParseStream<'_>) -> syn::Result<Self> {
        let wrong = |error: Error| {
            let message =
                format!("write `headers({PAIRS})`, or `header(…)` for one with more facts");
            Error::new(error.span(), message)
        };
        let mut header = HeaderOption::of(input.parse().map_err(wrong)?, OF_ANSWER)?;
        input.parse::<Token![=]>().map_err(wrong)?;
        header.value = Some(header_value(input.parse().map_err(wrong)?)?);
        Ok(header)
    }

    fn option(&mut self, content: ParseStream<'_>) -> syn::Result<()> {
        let key: Ident = content
            .parse()
            .map_err(|error| Error::new(error.span(), EXAMPLE))?;
        let name = key.to_string();
        let known = self.texts.iter().map(|(key, _)| key).chain(&self.flags);
        let twice = known.into_iter().any(|known| *known == name)
            || name == "value" && self.value.is_some()
            || name == "schema" && self.schema.is_some();
        if twice {
            let message = format!("the header has a {key} already: keep one");
            return Err(Error::new(key.span(), message));
        }
        match name.as_str() {
            "value" => self.value = Some(header_value(value(&key, content, "\"…\"")?)?),
            "schema" => self.schema = Some(value(&key, content, "u64")?),
            name if TEXTS.contains(&name) => {
                let text = value(&key, content, "\"…\"")?;
                self.texts.push((key, text));
            }
            name if FLAGS.contains(&name) => {
                flag(&key, content)?;
                self.flags.push(key);
            }
            _ => {
                let keys = [&["value", "schema"], &TEXTS[..], &FLAGS].concat();
                return Err(unknown(&key, &keys));
            }
        }
        Ok(())
    }

    /// Refuses options that contradict.
    fn agree(&self) -> syn::Result<()> {
        let valued = self.value.is_some();
        let described = self.schema.is_some() || !self.texts.is_empty();
        let contradiction = self.flags.iter().find_map(|flag| {
            let message = match flag.to_string().as_str() {
                "documentation_only" if valued => {
                    "a header that is only documented has no value: leave one out"
                }
                "append" if !valued => "`append` adds a value: write `\"name\" = \"value\"`",
                "remove" if valued || described || self.flags.len() > 1 => {
                    "`remove` takes the header away: write its name alone beside it"
                }
                "required" if valued => {
                    "a header with a value is always sent: leave `required` out"
                }
                _ => return None,
            };
            Some(Error::new(flag.span(), message))
        });
        contradiction.map_or(Ok(()), Err)
    }

    /// Whether this is its name, which has no case (RFC 9110 §5.1).
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.value().eq_ignore_ascii_case(name)
    }

    /// Whether it is taken away from the answers, not added.
    pub(super) fn removes(&self) -> Option<&Ident> {
        self.flags.iter().find(|flag| *flag == "remove")
    }

    /// Whether both are of one name, and one does not say that it stands beside others.
    pub(crate) fn clashes(&self, other: &HeaderOption) -> bool {
        let appends = |header: &HeaderOption| header.flags.iter().any(|flag| flag == "append");
        self.is(&other.name.value()) && !(appends(self) && appends(other))
    }

    /// `::folio::ResponseHeader::new("x-a")…`.
    pub(crate) fn described(&self) -> TokenStream {
        let name = &self.name;
        let mut tokens = quote!(::folio::ResponseHeader::new(#name));
        if let Some(value) = &self.value {
            tokens.extend(quote!(.value(#value)));
        }
        for (key, text) in &self.texts {
            tokens.extend(quote!(.#key(#text)));
        }
        if let Some(schema) = &self.schema {
            tokens.extend(quote!(.schema::<#schema>()));
        }
        for flag in self
            .flags
            .iter()
            .filter(|flag| *flag != "documentation_only")
        {
            tokens.extend(quote!(.#flag()));
        }
        tokens
    }

    /// The call that adds it to a layer.
    pub(crate) fn expand(&self) -> TokenStream {
        let name = &self.name;
        if self.removes().is_some() {
            return quote!(.without_header(#name));
        }
        let plain = self.texts.is_empty() && self.flags.is_empty() && self.schema.is_none();
        if let (Some(value), true) = (&self.value, plain) {
            return quote!(.header(#name, #value));
        }
        let header = self.described();
        quote!(.response_header(#header))
    }
}

fn text(content: ParseStream<'_>) -> syn::Result<LitStr> {
    content
        .parse()
        .map_err(|error| Error::new(error.span(), EXAMPLE))
}
