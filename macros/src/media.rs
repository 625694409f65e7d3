//! Media types of options: `Json`, `Text`, … or a literal, checked by the grammar of RFC 6838.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Ident, LitStr, Token,
    parse::{Parse, ParseStream},
};

use crate::errors::nearest;

/// The names that may stand without quotes.
const NAMES: [&str; 5] = ["Json", "MessagePack", "Text", "Html", "Bytes"];

/// How a value is written, as far as the literal says it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// JSON, also by a `+json` suffix.
    Json,
    /// `MessagePack`, also by a `+msgpack` suffix.
    MessagePack,
    /// Text as it is.
    Text,
    /// Bytes or text as they are.
    Bytes,
}

/// A checked media type.
#[derive(Clone)]
pub(crate) struct Media {
    pub(crate) format: Format,
    tokens: TokenStream,
}

impl Media {
    /// `::folio::media::…`.
    pub(crate) fn expand(&self) -> &TokenStream {
        &self.tokens
    }
}

impl Parse for Media {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            return literal(&input.parse()?);
        }
        let ident: Ident = input.parse().map_err(|error| {
            syn::Error::new(
                error.span(),
                "expected `Json`, `MessagePack`, `Text`, `Html`, `Bytes` or a literal such as `\"text/csv\"`",
            )
        })?;
        if input.peek(Token![::]) {
            return Err(syn::Error::new(
                ident.span(),
                "write the media type's last name alone, such as `Text`",
            ));
        }
        named(&ident)
    }
}

fn named(ident: &Ident) -> syn::Result<Media> {
    let name = ident.to_string();
    let format = match name.as_str() {
        "Json" => Format::Json,
        "MessagePack" => Format::MessagePack,
        "Text" | "Html" => Format::Text,
        "Bytes" => Format::Bytes,
        _ => {
            let hint = nearest(&name, NAMES).map_or_else(
                || "write `Json`, `MessagePack`, `Text`, `Html`, `Bytes` or a literal such as `\"text/csv\"`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            return Err(syn::Error::new(
                ident.span(),
                format!("`{name}` is no media type; {hint}"),
            ));
        }
    };
    let upper = Ident::new(
        match format {
            Format::Json => "JSON",
            Format::MessagePack => "MESSAGE_PACK",
            Format::Bytes => "BYTES",
            Format::Text if name == "Html" => "HTML",
            Format::Text => "TEXT",
        },
        ident.span(),
    );
    Ok(Media {
        format,
        tokens: quote!(::folio::Media::#upper),
    })
}

/// The format of a media type that parses.
pub(crate) fn check(lit: &LitStr) -> syn::Result<Format> {
    let text = lit.value();
    format_of(&text).ok_or_else(|| {
        let message = format!(
            "`{text}` is no media type: write `type/subtype`, as in `\"text/csv\"` or `\"application/hal+json\"`"
        );
        syn::Error::new(lit.span(), message)
    })
}

fn literal(lit: &LitStr) -> syn::Result<Media> {
    let (text, format) = (lit.value(), check(lit)?);
    let name = match format {
        Format::Json => quote!(Json),
        Format::MessagePack => quote!(MessagePack),
        Format::Text => quote!(Text),
        Format::Bytes => quote!(Bytes),
    };
    let text = with_charset(&text);
    Ok(Media {
        format,
        tokens: quote!(::folio::Media::new(#text, ::folio::Format::#name)),
    })
}

/// `text/*` is sent as UTF-8 and says so.
pub(crate) fn with_charset(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("text/") && !lower.contains("charset=") {
        format!("{text}; charset=utf-8")
    } else {
        text.to_owned()
    }
}

/// RFC 6838 §4.2 names, RFC 9110 §5.6.6 parameters, RFC 6839 suffixes.
fn format_of(text: &str) -> Option<Format> {
    let mut parts = text.split(';');
    let (top, subtype) = parts.next()?.trim_end().split_once('/')?;
    if !restricted_name(top) || !restricted_name(subtype) || !parts.all(parameter) {
        return None;
    }
    let (top, subtype) = (top.to_ascii_lowercase(), subtype.to_ascii_lowercase());
    let suffix = subtype
        .rsplit_once('+')
        .map(|(base, suffix)| (base.is_empty(), suffix));
    match (top.as_str(), subtype.as_str(), suffix) {
        (_, _, Some((true, _) | (_, ""))) => None,
        (_, _, Some((_, "json"))) | ("application", "json", _) => Some(Format::Json),
        (_, _, Some((_, "msgpack")))
        | ("application", "vnd.msgpack" | "msgpack" | "x-msgpack", _) => Some(Format::MessagePack),
        ("text", ..) => Some(Format::Text),
        _ => Some(Format::Bytes),
    }
}

fn restricted_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphanumeric())
        && name.len() <= 127
        && chars.all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c))
}

fn parameter(text: &str) -> bool {
    let token = |s: &str| {
        !s.is_empty()
            && s.chars()
                .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
    };
    let quoted = |s: &str| {
        s.len() >= 2
            && s.starts_with('"')
            && s.ends_with('"')
            && !s[1..s.len() - 1].contains(['"', '\\'])
            && s.chars().all(|c| c == ' ' || c.is_ascii_graphic())
    };
    text.trim()
        .split_once('=')
        .is_some_and(|(name, value)| token(name) && (token(value) || quoted(value)))
}

#[cfg(test)]
mod tests {
    use super::{Format, format_of, with_charset};

    #[test]
    fn suffixes_decide_by_parsing() {
        let cases = [
            ("application/json", Some(Format::Json)),
            ("application/hal+json", Some(Format::Json)),
            ("image/svg+json", Some(Format::Json)),
            (
                "application/problem+json; charset=utf-8",
                Some(Format::Json),
            ),
            ("application/vnd.msgpack", Some(Format::MessagePack)),
            ("application/x+msgpack", Some(Format::MessagePack)),
            ("application/jsonx", Some(Format::Bytes)),
            ("application/json-seq", Some(Format::Bytes)),
            ("text/csv", Some(Format::Text)),
            ("text/csv; header=present", Some(Format::Text)),
            ("image/png", Some(Format::Bytes)),
            ("application/+json", None),
            ("application/x+", None),
            ("json", None),
            ("text/", None),
            ("/csv", None),
            ("text/csv;", None),
            ("text/c sv", None),
            ("", None),
        ];
        for (text, format) in cases {
            assert!(format_of(text) == format, "{text}");
        }
    }

    #[test]
    fn text_says_its_charset_once() {
        assert_eq!(with_charset("text/csv"), "text/csv; charset=utf-8");
        assert_eq!(
            with_charset("Text/X; Charset=latin1"),
            "Text/X; Charset=latin1"
        );
        assert_eq!(with_charset("image/png"), "image/png");
    }
}
