//! The options `produces`, `template` and `not_acceptable`.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{
    Error, Ident, LitStr, parenthesized,
    parse::{Parse, ParseStream},
};

use super::validators::choice;
use crate::{
    errors::nearest,
    media::{check, with_charset},
    syntax::{choices, value},
};

/// The representations an answer is offered in, the first by default.
pub(crate) struct ProducesOption(Vec<Representation>);

/// One of them.
enum Representation {
    /// `Json`, `MessagePack`.
    Named(Ident),
    /// `Html("cities.html")`: a template that is rendered over the value.
    Template(Ident, LitStr),
    /// `"text/csv"`: what an encoder of the app writes.
    Encoded(LitStr),
}

const NAMES: &str = "write `Json`, `MessagePack`, `Html(\"page.html\")` or the media type of an encoder, such as `\"text/csv\"`";

impl Parse for Representation {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            let media: LitStr = input.parse()?;
            check(&media)?;
            return Ok(Representation::Encoded(media));
        }
        let ident: Ident = input
            .parse()
            .map_err(|error| Error::new(error.span(), NAMES))?;
        match ident.to_string().as_str() {
            "Json" | "MessagePack" => Ok(Representation::Named(ident)),
            "Html" if input.peek(syn::token::Paren) => {
                let content;
                parenthesized!(content in input);
                let name: LitStr = content
                    .parse()
                    .map_err(|error| Error::new(error.span(), "write `Html(\"page.html\")`"))?;
                Ok(Representation::Template(ident, named(name)?))
            }
            "Html" => {
                let message = "HTML is rendered by a template: write `Html(\"page.html\")`";
                Err(Error::new(ident.span(), message))
            }
            name => {
                let hint = nearest(name, ["Json", "MessagePack", "Html"]).map_or_else(
                    || NAMES.to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                let message = format!("`{name}` is no representation; {hint}");
                Err(Error::new(ident.span(), message))
            }
        }
    }
}

impl Representation {
    fn expand(&self) -> TokenStream {
        match self {
            Representation::Named(ident) if ident == "Json" => {
                quote!(::folio::Representation::media(::folio::Media::JSON))
            }
            Representation::Named(_) => {
                quote!(::folio::Representation::media(::folio::Media::MESSAGE_PACK))
            }
            Representation::Template(_, name) => quote!(::folio::Representation::template(#name)),
            Representation::Encoded(media) => {
                let media = with_charset(&media.value());
                quote!(::folio::Representation::encoded(#media))
            }
        }
    }

    /// What tells it from others.
    fn name(&self) -> String {
        match self {
            Representation::Named(ident) | Representation::Template(ident, _) => ident.to_string(),
            Representation::Encoded(media) => media.value().to_ascii_lowercase(),
        }
    }

    fn span(&self) -> Span {
        match self {
            Representation::Named(ident) | Representation::Template(ident, _) => ident.span(),
            Representation::Encoded(media) => media.span(),
        }
    }
}

impl ProducesOption {
    pub(super) fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let offers: Vec<Representation> = choices(key, input, "[Json, MessagePack]")?;
        if offers.is_empty() {
            let message = "no representation: leave `produces` out for JSON alone";
            return Err(Error::new(key.span(), message));
        }
        for (index, offer) in offers.iter().enumerate() {
            let name = offer.name();
            if offers[..index].iter().any(|known| known.name() == name) {
                let message = format!("`{name}` is given twice: keep one");
                return Err(Error::new(offer.span(), message));
            }
        }
        Ok(ProducesOption(offers))
    }

    /// `template = "page.html"`: the value, rendered.
    pub(super) fn template(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let name = named(value(key, input, "\"page.html\"")?)?;
        let template = Representation::Template(key.clone(), name);
        Ok(ProducesOption(vec![template]))
    }

    /// Where it begins.
    pub(super) fn span(&self) -> Span {
        self.0
            .first()
            .map_or_else(Span::call_site, Representation::span)
    }

    pub(super) fn expand(&self) -> TokenStream {
        let offers = self.0.iter().map(Representation::expand);
        quote!(.produces([#(#offers),*]))
    }
}

/// A template's name.
fn named(name: LitStr) -> syn::Result<LitStr> {
    if name.value().is_empty() {
        let message = "an empty name: write a template's, such as `\"page.html\"`";
        return Err(Error::new(name.span(), message));
    }
    Ok(name)
}

/// `not_acceptable = first`: an `Accept` that nothing meets is disregarded (RFC 9110 §12.4.1).
pub(super) fn not_acceptable(key: &Ident, input: ParseStream<'_>) -> syn::Result<TokenStream> {
    choice(key, input, &["first"])?;
    Ok(quote!(.disregard_accept()))
}
