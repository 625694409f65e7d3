//! The options of an argument: `default`, bounds, lengths, `pattern` and names.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{
    Attribute, Ident, LitStr, Type,
    parse::{Parse, ParseStream},
};

use crate::{
    errors::Errors,
    literal::Literal,
    pattern, place,
    syntax::{equals, settings, unknown},
};

/// What the options of an argument state.
#[derive(Default)]
pub(crate) struct Facts {
    pub(crate) name: Option<LitStr>,
    pub(crate) alias: Option<LitStr>,
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
        let key: Ident = input
            .parse()
            .map_err(|error| syn::Error::new(error.span(), "write `key = value`"))?;
        let name = key.to_string();
        let example = match name.as_str() {
            "pattern" | "name" | "alias" => "\"…\"",
            name if KEYS.contains(&name) => "1",
            _ => return Err(unknown(&key, &KEYS)),
        };
        equals(&key, input, example)?;
        Ok(Fact {
            key,
            value: input.parse()?,
        })
    }
}

impl Facts {
    /// Reads the options of an argument's attribute.
    pub(crate) fn of(attribute: &Attribute) -> syn::Result<Self> {
        let mut facts = Facts::default();
        for fact in settings::<Fact>(attribute, "#[query(name = \"…\")]")? {
            facts.take(&fact)?;
        }
        Ok(facts)
    }

    /// The texts that are names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &LitStr> {
        self.name.iter().chain(&self.alias)
    }

    /// What a parameter that is always there can't have.
    pub(crate) fn refuse_in_path(&self, errors: &mut Errors) {
        let message =
            "a path parameter is always there, under one name: leave `default` and `alias` out";
        if let Some(default) = &self.default {
            errors.push(default, message);
        } else if let Some(alias) = &self.alias {
            errors.push(alias, message);
        }
    }

    /// A body is one value without a name.
    pub(crate) fn refuse_on_body(&self, errors: &mut Errors) {
        if let Some(name) = self.names().next() {
            let message = "a body has no name: leave `name` and `alias` out, or take a struct with a field of this name";
            errors.push(name, message);
        }
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
    pub(crate) fn check(&self, errors: &mut Errors) {
        let values = (&self.minimum, &self.maximum);
        let lengths = (&self.min_length, &self.max_length);
        for ((low, high), least, most) in [
            (values, "minimum", "maximum"),
            (lengths, "min_length", "max_length"),
        ] {
            if let (Some(low), Some(high)) = (low, high)
                && low.number() > high.number()
            {
                let message = format!("`{least}` is above `{most}`: use a lower one");
                errors.push(low, message);
                return;
            }
        }
        self.check_default(errors);
        for name in self.names().filter(|name| name.value().is_empty()) {
            errors.push(
                name,
                "an empty name: leave it out, or write what clients send",
            );
        }
        if let Some(pattern) = &self.pattern
            && let Some(fault) = pattern::fault(&pattern.value())
        {
            errors.push(pattern, fault);
        }
    }

    fn check_default(&self, errors: &mut Errors) {
        let Some(default) = &self.default else { return };
        let outside = |n: f64, low: &Option<Literal>, high: &Option<Literal>| {
            let bound = |literal: &Option<Literal>| literal.as_ref().and_then(Literal::number);
            bound(low).is_some_and(|low| n < low) || bound(high).is_some_and(|high| n > high)
        };
        let number = default.number();
        if number.is_some_and(|n| outside(n, &self.minimum, &self.maximum)) {
            let message = "the default lies outside the bounds: move one of them";
            errors.push(default, message);
        }
        let length = default.text().map(|text| text.value().chars().count());
        let length = length.and_then(|n| u32::try_from(n).ok()).map(f64::from);
        if length.is_some_and(|n| outside(n, &self.min_length, &self.max_length)) {
            let message = "the default's length lies outside the bounds: move one of them";
            errors.push(default, message);
        }
    }

    /// Constants that hold the literals against a type, at the literals.
    pub(crate) fn fit(&self, ty: &Type) -> TokenStream {
        let kind = quote!(<::folio::__private::Fits<#ty>>::KIND);
        let bounds = self.minimum.iter().chain(&self.maximum);
        let bounds = bounds.map(|bound| place::call("bounded", kind.clone(), bound));
        let lengths = self.min_length.iter().chain(&self.max_length);
        let lengths = lengths.map(|length| place::call("measured", kind.clone(), length));
        let pattern = self.pattern.iter();
        let pattern = pattern.map(|pattern| place::call("measured", kind.clone(), pattern));
        let default = self.default.iter().map(|default| {
            let literal = default.expand();
            place::call("default", quote!(#kind, #literal), default)
        });
        let checks: Vec<TokenStream> = bounds
            .chain(lengths)
            .chain(pattern)
            .chain(default)
            .collect();
        quote! {
            #(const _: () = {
                #[allow(unused_imports)]
                use ::folio::__private::Unknown as _;
                #checks
            };)*
        }
    }

    /// `::folio::Facts { … }`, if there are any.
    pub(crate) fn expand(&self) -> Option<TokenStream> {
        let mut fields = TokenStream::new();
        let literals = [
            ("default", &self.default),
            ("minimum", &self.minimum),
            ("maximum", &self.maximum),
        ];
        for (name, value) in literals {
            if let Some(value) = value {
                let (name, value) = (Ident::new(name, Span::call_site()), value.expand());
                fields.extend(quote!(#name: ::folio::__private::Some(#value),));
            }
        }
        for (name, value) in [
            ("min_length", &self.min_length),
            ("max_length", &self.max_length),
        ] {
            if let Some(value) = value {
                let name = Ident::new(name, Span::call_site());
                fields.extend(quote!(#name: ::folio::__private::Some(#value),));
            }
        }
        for (name, value) in [("pattern", &self.pattern), ("alias", &self.alias)] {
            if let Some(value) = value {
                let name = Ident::new(name, Span::call_site());
                fields.extend(quote!(#name: ::folio::__private::Some(#value),));
            }
        }
        (!fields.is_empty()).then(|| quote!(::folio::Facts { #fields ..::folio::Facts::NONE }))
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
