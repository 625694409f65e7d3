//! The annotated function: attributes, signature, arguments by name. The body stays unparsed.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::{
    Attribute, FnArg, Ident, Pat, PatType, ReturnType, Token, Type, Visibility,
    parse::{Parse, ParseStream},
    spanned::Spanned,
};

use crate::{
    argument::{Argument, Role},
    docs::Docs,
    errors::Errors,
};

/// A function as far as an attribute needs it.
pub(crate) struct Signature {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) signature: syn::Signature,
    /// The block, as it came.
    pub(crate) body: TokenStream,
    /// The arguments, their own attributes taken off `signature`.
    pub(crate) arguments: Vec<Argument>,
}

impl Parse for Signature {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Signature {
            attributes: input.call(Attribute::parse_outer)?,
            visibility: input.parse()?,
            signature: input.parse()?,
            body: input.parse()?,
            arguments: Vec::new(),
        })
    }
}

impl Signature {
    /// Takes the arguments apart and refuses what no endpoint can be.
    pub(crate) fn check(&mut self, errors: &mut Errors) {
        self.refuse(errors);
        for input in &mut self.signature.inputs {
            match input {
                FnArg::Receiver(receiver) => {
                    errors.push(
                        receiver,
                        "an endpoint is a free function: take what it needs as `State<T>`",
                    );
                }
                FnArg::Typed(typed) => self.arguments.push(argument(typed, errors)),
            }
        }
    }

    fn refuse(&self, errors: &mut Errors) {
        let signature = &self.signature;
        if !signature.generics.params.is_empty() {
            errors.push(
                &signature.generics,
                "an endpoint can't be generic: write the types out, one endpoint each",
            );
        }
        if let Some(clause) = &signature.generics.where_clause {
            errors.push(
                clause,
                "an endpoint can't be generic: leave the `where` clause out",
            );
        }
        if let syn::Safety::Unsafe(token) = &signature.safety {
            errors.push(
                token,
                "an endpoint is called by the server, which can't keep promises: make it safe",
            );
        }
        if let Some(abi) = &signature.abi {
            errors.push(abi, "an endpoint is a Rust function: leave `extern` out");
        }
        if let Some(variadic) = &signature.variadic {
            errors.push(variadic, "an endpoint takes a fixed number of arguments");
        }
        if let ReturnType::Type(_, ty) = &signature.output
            && let Type::ImplTrait(ty) = &**ty
        {
            errors.push(
                ty,
                "an endpoint names what it returns, so that the document can: write the type out",
            );
        }
    }

    /// The doc comment and `#[deprecated]` of the function.
    pub(crate) fn docs(&self) -> Docs {
        Docs::of(&self.attributes)
    }

    /// Whether rustc's own attribute marks the function as deprecated.
    pub(crate) fn deprecated(&self) -> bool {
        self.attributes
            .iter()
            .any(|a| a.path().is_ident("deprecated"))
    }

    /// `#[cfg]` and lint attributes, which everything generated beside the function needs too.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &Attribute> {
        self.attributes.iter().filter(|a| a.path().is_ident("cfg"))
    }

    /// The return type's own tokens.
    pub(crate) fn output(&self) -> (TokenStream, Span) {
        match &self.signature.output {
            ReturnType::Type(_, ty) => (ty.to_token_stream(), ty.span()),
            ReturnType::Default => {
                let span = self.signature.ident.span();
                (quote::quote_spanned!(span=> ()), span)
            }
        }
    }

    /// Whether the function is `async`.
    pub(crate) fn asyncness(&self) -> Option<&Token![async]> {
        self.signature.asyncness.as_ref()
    }
}

impl ToTokens for Signature {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for attribute in &self.attributes {
            attribute.to_tokens(tokens);
        }
        self.visibility.to_tokens(tokens);
        self.signature.to_tokens(tokens);
        self.body.to_tokens(tokens);
    }
}

fn argument(typed: &mut PatType, errors: &mut Errors) -> Argument {
    let attributes = std::mem::take(&mut typed.attrs);
    let docs = Docs::of(&attributes);
    let mut role = None;
    for attribute in attributes {
        let Some(kind) = attribute.path().get_ident().map(Ident::to_string) else {
            typed.attrs.push(attribute);
            continue;
        };
        match (Role::named(&kind), &role) {
            (Some(_), Some(_)) => errors.push(
                &attribute,
                "an argument has one source: keep one of `#[path]`, `#[query]`, `#[header]`, `#[cookie]` and `#[body]`",
            ),
            (Some(found), None) => role = Some((found, attribute)),
            (None, _) if kind == "doc" => {}
            (None, _) => typed.attrs.push(attribute),
        }
    }
    Argument::new(name(&typed.pat), (*typed.ty).clone(), role, docs, errors)
}

fn name(pat: &Pat) -> Option<Ident> {
    match pat {
        Pat::Ident(pat) => Some(pat.ident.clone()),
        _ => None,
    }
}
