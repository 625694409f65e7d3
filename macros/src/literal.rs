//! Literals of options: numbers with their sign, booleans, text.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{
    Lit, LitStr, Token,
    parse::{Parse, ParseStream},
};

/// `10`, `-1.5`, `true` or `"text"`.
#[derive(Clone)]
pub(crate) struct Literal {
    minus: Option<Token![-]>,
    lit: Lit,
}

impl Literal {
    /// Where it stands.
    pub(crate) fn span(&self) -> Span {
        self.lit.span()
    }

    /// The number it is, for comparisons between options.
    pub(crate) fn number(&self) -> Option<f64> {
        let magnitude: f64 = match &self.lit {
            Lit::Int(int) => int.base10_parse().ok()?,
            Lit::Float(float) => float.base10_parse().ok()?,
            _ => return None,
        };
        Some(if self.minus.is_some() {
            -magnitude
        } else {
            magnitude
        })
    }

    /// The text it is.
    pub(crate) fn text(&self) -> Option<&LitStr> {
        match &self.lit {
            Lit::Str(text) => Some(text),
            _ => None,
        }
    }

    /// `::folio::Literal::…` with this value.
    pub(crate) fn expand(&self) -> TokenStream {
        let minus = &self.minus;
        match &self.lit {
            Lit::Float(lit) => quote!(::folio::Literal::Float(#minus #lit)),
            Lit::Bool(lit) => quote!(::folio::Literal::Bool(#lit)),
            Lit::Str(lit) => quote!(::folio::Literal::Text(#lit)),
            lit => quote!(::folio::Literal::Int(#minus #lit)),
        }
    }
}

impl Parse for Literal {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let kinds = "write a number, `true`, `false` or a text in quotes";
        let minus = input.parse()?;
        let lit: Lit = input
            .parse()
            .map_err(|error| syn::Error::new(error.span(), kinds))?;
        let fits = match &lit {
            Lit::Int(_) | Lit::Float(_) => true,
            Lit::Bool(_) | Lit::Str(_) => Option::is_none(&minus),
            _ => false,
        };
        if !fits {
            return Err(syn::Error::new(lit.span(), kinds));
        }
        if !lit.suffix().is_empty() {
            let message = "the argument's type decides: write the literal without a suffix";
            return Err(syn::Error::new(lit.span(), message));
        }
        Ok(Literal { minus, lit })
    }
}

impl ToTokens for Literal {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.minus.to_tokens(tokens);
        self.lit.to_tokens(tokens);
    }
}
