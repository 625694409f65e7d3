//! One argument of an endpoint: where it comes from and what holds of it.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{
    Attribute, Ident, LitStr, Meta, Token, Type,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
    spanned::Spanned,
};

use crate::{
    docs::Docs,
    errors::{Errors, nearest},
    literal::Literal,
    options::quoted,
};

/// Where an argument comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A parameter of the path template.
    Path,
    /// A parameter of the query.
    Query,
    /// A header field.
    Header,
    /// A cookie.
    Cookie,
    /// The JSON body as a value.
    Body,
    /// Whatever its type's `Extract` reads.
    Extract,
}

impl Role {
    /// The role an argument's attribute names.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "path" => Role::Path,
            "query" => Role::Query,
            "header" => Role::Header,
            "cookie" => Role::Cookie,
            "body" => Role::Body,
            _ => return None,
        })
    }
}

/// An argument, classified; `{id}` arguments become [`Role::Path`] once the template is known.
pub(crate) struct Argument {
    pub(crate) ident: Option<Ident>,
    pub(crate) ty: Type,
    pub(crate) role: Role,
    pub(crate) facts: Facts,
    docs: Docs,
}

impl Argument {
    pub(crate) fn new(
        ident: Option<Ident>,
        ty: Type,
        role: Option<(Role, Attribute)>,
        docs: Docs,
        errors: &mut Errors,
    ) -> Self {
        let (role, facts) = match role {
            None => (Role::Extract, Facts::default()),
            Some((role, attribute)) => {
                if ident.is_none() {
                    errors.push_at(ty.span(), "a value is bound to a name: write `name: Type`");
                }
                (role, errors.keep(Facts::of(&attribute)).unwrap_or_default())
            }
        };
        facts.check(errors);
        Argument {
            ident,
            ty,
            role,
            facts,
            docs,
        }
    }

    /// Its Rust name without the underscore that says "unused".
    pub(crate) fn plain_name(&self) -> Option<String> {
        let name = syn::ext::IdentExt::unraw(self.ident.as_ref()?).to_string();
        Some(name.strip_prefix('_').unwrap_or(&name).to_owned())
    }

    /// Its name on the wire.
    pub(crate) fn wire_name(&self) -> String {
        let plain = || self.plain_name().unwrap_or_default();
        match (&self.facts.name, self.role) {
            (Some(name), _) => name.value(),
            (None, Role::Header) => plain().replace('_', "-"),
            (None, _) => plain(),
        }
    }

    /// Whether the generated code reads it as a value rather than by `Extract`.
    pub(crate) fn is_value(&self) -> bool {
        !matches!(self.role, Role::Extract | Role::Body)
    }

    /// The type that does the work: `Json<T>` for `#[body] x: T`.
    pub(crate) fn extractor(&self) -> TokenStream {
        let ty = &self.ty;
        match self.role {
            Role::Body => quote_spanned!(ty.span()=> ::folio::Json<#ty>),
            _ => quote!(#ty),
        }
    }

    /// `::folio::Arg { … }`.
    pub(crate) fn expand(&self) -> TokenStream {
        let span = self.ty.span().resolved_at(Span::mixed_site());
        let ty = self.extractor();
        let (source, describe) = match self.role {
            Role::Path => (
                quote!(Path),
                quote_spanned!(span=> <#ty as ::folio::Value>::describe),
            ),
            Role::Query => (
                quote!(Query),
                quote_spanned!(span=> <#ty as ::folio::Value>::describe),
            ),
            Role::Header => (
                quote!(Header),
                quote_spanned!(span=> <#ty as ::folio::Value>::describe),
            ),
            Role::Cookie => (
                quote!(Cookie),
                quote_spanned!(span=> <#ty as ::folio::Value>::describe),
            ),
            Role::Body | Role::Extract => (
                quote!(Extractor),
                quote_spanned!(span=> <#ty as ::folio::Extract>::describe_as),
            ),
        };
        let name = self.wire_name();
        let description = self.docs.whole();
        let facts = self.facts.expand();
        quote!(::folio::Arg {
            name: #name, source: ::folio::Source::#source, description: #description,
            facts: #facts, describe: #describe,
        })
    }
}

/// What the options of an argument state.
#[derive(Default)]
pub(crate) struct Facts {
    name: Option<LitStr>,
    alias: Option<LitStr>,
    pattern: Option<LitStr>,
    default: Option<Literal>,
    minimum: Option<Literal>,
    maximum: Option<Literal>,
    min_length: Option<Literal>,
    max_length: Option<Literal>,
}

/// Every key an argument's attribute knows.
const KEYS: [&str; 8] = [
    "default",
    "minimum",
    "maximum",
    "min_length",
    "max_length",
    "pattern",
    "name",
    "alias",
];

/// One `key = literal`.
struct Fact {
    key: Ident,
    value: Literal,
}

impl Parse for Fact {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key: Ident = input.parse()?;
        let name = key.to_string();
        if !KEYS.contains(&name.as_str()) {
            let hint = nearest(&name, KEYS).map_or_else(
                || format!("the options are {}", quoted(&KEYS)),
                |near| format!("did you mean `{near}`?"),
            );
            return Err(syn::Error::new(
                key.span(),
                format!("no option `{name}`; {hint}"),
            ));
        }
        input.parse::<Token![=]>()?;
        Ok(Fact {
            key,
            value: input.parse()?,
        })
    }
}

impl Facts {
    fn of(attribute: &Attribute) -> syn::Result<Self> {
        let mut facts = Facts::default();
        if let Meta::Path(_) = &attribute.meta {
            return Ok(facts);
        }
        let list = attribute.parse_args_with(Punctuated::<Fact, Token![,]>::parse_terminated)?;
        for fact in list {
            facts.take(&fact)?;
        }
        Ok(facts)
    }

    fn take(&mut self, fact: &Fact) -> syn::Result<()> {
        let twice = match fact.key.to_string().as_str() {
            "default" => self.default.replace(fact.value.clone()).is_some(),
            "minimum" => self.minimum.replace(fact.number()?).is_some(),
            "maximum" => self.maximum.replace(fact.number()?).is_some(),
            "min_length" => self.min_length.replace(fact.number()?).is_some(),
            "max_length" => self.max_length.replace(fact.number()?).is_some(),
            "pattern" => self.pattern.replace(fact.text()?).is_some(),
            "name" => self.name.replace(fact.text()?).is_some(),
            _ => self.alias.replace(fact.text()?).is_some(),
        };
        if twice {
            let message = format!("`{}` is given twice: keep one", fact.key);
            return Err(syn::Error::new(fact.key.span(), message));
        }
        Ok(())
    }

    /// What the literals alone can contradict.
    fn check(&self, errors: &mut Errors) {
        let pairs = [
            (&self.minimum, &self.maximum, "minimum", "maximum"),
            (
                &self.min_length,
                &self.max_length,
                "min_length",
                "max_length",
            ),
        ];
        for (low, high, low_name, high_name) in pairs {
            if let (Some(low), Some(high)) = (low, high)
                && low.number() > high.number()
            {
                errors.push(
                    low,
                    format!("`{low_name}` is above `{high_name}`: nothing would pass"),
                );
            }
        }
        let Some(default) = &self.default else { return };
        let below = self
            .minimum
            .as_ref()
            .is_some_and(|low| default.number() < low.number());
        let above = self
            .maximum
            .as_ref()
            .is_some_and(|high| default.number() > high.number());
        if default.number().is_some() && (below || above) {
            errors.push(
                default,
                "the default lies outside the bounds: move one of them",
            );
        }
        let length = default.text().map(|text| text.value().chars().count());
        if let Some(length) = length.and_then(|n| u32::try_from(n).ok()).map(f64::from) {
            let short = self
                .min_length
                .as_ref()
                .and_then(Literal::number)
                .is_some_and(|n| length < n);
            let long = self
                .max_length
                .as_ref()
                .and_then(Literal::number)
                .is_some_and(|n| length > n);
            if short || long {
                errors.push(
                    default,
                    "the default's length lies outside the bounds: move one of them",
                );
            }
        }
    }

    fn expand(&self) -> TokenStream {
        let mut fields = TokenStream::new();
        let literals = [
            ("default", &self.default),
            ("minimum", &self.minimum),
            ("maximum", &self.maximum),
        ];
        for (name, value) in literals {
            if let Some(value) = value {
                let (name, value) = (Ident::new(name, Span::call_site()), value.expand());
                fields.extend(quote!(#name: ::core::option::Option::Some(#value),));
            }
        }
        for (name, value) in [
            ("min_length", &self.min_length),
            ("max_length", &self.max_length),
        ] {
            if let Some(value) = value {
                let name = Ident::new(name, Span::call_site());
                fields.extend(quote!(#name: ::core::option::Option::Some(#value),));
            }
        }
        for (name, value) in [("pattern", &self.pattern), ("alias", &self.alias)] {
            if let Some(value) = value {
                let name = Ident::new(name, Span::call_site());
                fields.extend(quote!(#name: ::core::option::Option::Some(#value),));
            }
        }
        if fields.is_empty() {
            return quote!(::folio::Facts::NONE);
        }
        quote!(::folio::Facts { #fields ..::folio::Facts::NONE })
    }
}

impl Fact {
    fn number(&self) -> syn::Result<Literal> {
        let length = self.key.to_string().ends_with("_length");
        match self.value.number() {
            Some(n) if !length || (n >= 0.0 && n.fract() == 0.0) => Ok(self.value.clone()),
            _ if length => Err(syn::Error::new(
                self.value.span(),
                format!(
                    "`{}` is a count of characters: write a whole number",
                    self.key
                ),
            )),
            _ => Err(syn::Error::new(
                self.value.span(),
                format!("`{}` is a number: write it without quotes", self.key),
            )),
        }
    }

    fn text(&self) -> syn::Result<LitStr> {
        self.value.text().cloned().ok_or_else(|| {
            syn::Error::new(
                self.value.span(),
                format!("`{}` is a text: write it in quotes", self.key),
            )
        })
    }
}
