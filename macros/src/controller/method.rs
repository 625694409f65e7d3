//! One endpoint of a controller: the method that stays, and the head an attribute makes an endpoint of.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{
    Attribute, FnArg, Pat, PatType, Path, Receiver, ReceiverKind, Signature, Type, Visibility,
    ext::IdentExt, parse_quote_spanned,
};

use crate::{
    argument::Role,
    errors::Errors,
    signature::{endpoint_name, is_endpoint, stays},
};

/// A method with the attribute of an endpoint.
pub(crate) struct Method {
    pub(super) attributes: Vec<Attribute>,
    pub(super) visibility: Visibility,
    pub(super) signature: Signature,
    pub(super) body: TokenTree,
}

/// The endpoint that a method is: what stands beside the block, and its name in the list of routes.
pub(crate) struct Head {
    pub(super) tokens: TokenStream,
    pub(super) conditions: Vec<Attribute>,
    pub(super) endpoint: Ident,
}

impl Method {
    /// The head of the endpoint, or what keeps the method from being one.
    pub(super) fn head(&self, ty: &Type, prefix: &[String], errors: &mut Errors) -> Option<Head> {
        self.receiver(errors)?;
        self.takes(prefix, errors)?;
        let attributes = self.attributes.iter().filter(|attribute| {
            let is = |name| attribute.path().is_ident(name);
            is_endpoint(attribute) || is("doc") || is("cfg") || is("deprecated")
        });
        let mut signature = self.signature.clone();
        for input in &mut signature.inputs {
            match input {
                FnArg::Receiver(receiver) => *input = owner(receiver),
                FnArg::Typed(typed) => in_prefix(typed, prefix),
            }
        }
        let conditions = self.attributes.iter().filter(|a| a.path().is_ident("cfg"));
        // The first of several refuses the others, and doesn't use their imports.
        let makers = self.attributes.iter().filter(|a| is_endpoint(a));
        let others = used(makers.skip(1).map(Attribute::path));
        let head = quote!(#others #(#attributes)* #signature;);
        Some(Head {
            tokens: written_out(head, &ty.to_token_stream()),
            conditions: conditions.cloned().collect(),
            endpoint: endpoint_name(&self.signature.ident),
        })
    }

    /// Refuses a method that can't be called for several requests at once.
    fn receiver(&self, errors: &mut Errors) -> Option<()> {
        let Some(receiver) = self.signature.receiver() else {
            let message =
                "an endpoint of a controller takes `&self`: add it, or move the function out";
            errors.push(&self.signature.ident, message);
            return None;
        };
        let message = match &receiver.kind {
            ReceiverKind::Reference(_, _, None) => return Some(()),
            ReceiverKind::Typed(_, ty) if is_shared(ty) => return Some(()),
            ReceiverKind::Reference(..) => {
                "all requests share a controller: take `&self`, and keep what changes in a lock or an atomic"
            }
            _ => "all requests share a controller: take `&self`",
        };
        errors.push(receiver, message);
        None
    }

    /// Refuses a method without an argument for a parameter of the prefix.
    fn takes(&self, prefix: &[String], errors: &mut Errors) -> Option<()> {
        let ident = &self.signature.ident;
        let missing = prefix.iter().find(|parameter| {
            let takes = |input: &FnArg| match input {
                FnArg::Typed(typed) => {
                    named(typed, parameter) || typed.attrs.iter().any(|a| a.path().is_ident("path"))
                }
                FnArg::Receiver(_) => false,
            };
            !self.signature.inputs.iter().any(takes)
        });
        let Some(parameter) = missing else {
            return Some(());
        };
        let message = format!(
            "the controller's prefix names `{{{parameter}}}`, but `{ident}` has no argument `{parameter}`; add `{parameter}: String`, or of another type"
        );
        errors.push(ident, message);
        None
    }
}

/// The method without what only endpoints mean.
impl ToTokens for Method {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let rest = self.attributes.iter().filter(|a| !is_endpoint(a));
        tokens.extend(rest.map(ToTokens::to_token_stream));
        self.visibility.to_tokens(tokens);
        let mut signature = self.signature.clone();
        for input in &mut signature.inputs {
            if let FnArg::Typed(typed) = input {
                typed.attrs.retain(stays);
            }
        }
        signature.to_tokens(tokens);
        self.body.to_tokens(tokens);
    }
}

/// Uses what attributes are imported by, where they don't stand.
pub(super) fn used<'a>(makers: impl Iterator<Item = &'a Path>) -> TokenStream {
    quote!(#(#[allow(unused_imports)] use #makers as _;)*)
}

/// `self: &Self`, which is `&self`.
fn is_shared(ty: &Type) -> bool {
    matches!(ty, Type::Reference(reference)
        if reference.mutability.is_none()
            && matches!(&*reference.elem, Type::Path(path) if path.path.is_ident("Self")))
}

/// `self: &Self`: the type is written out with every other `Self`.
fn owner(receiver: &Receiver) -> FnArg {
    let token = receiver.self_token;
    parse_quote_spanned!(token.span=> #token: &Self)
}

/// A parameter of the prefix comes from the path, as one of the endpoint's own path does.
fn in_prefix(typed: &mut PatType, prefix: &[String]) {
    let source = |attribute: &Attribute| {
        let name = attribute.path().get_ident().map(ToString::to_string);
        name.is_some_and(|name| Role::named(&name).is_some())
    };
    let stated = typed.attrs.iter().any(source);
    if !stated && prefix.iter().any(|parameter| named(typed, parameter)) {
        typed.attrs.push(syn::parse_quote!(#[path]));
    }
}

/// Whether an argument is called like a parameter, or the same with `_` for "unused".
fn named(typed: &PatType, parameter: &str) -> bool {
    let Pat::Ident(pat) = &*typed.pat else {
        return false;
    };
    let name = pat.ident.unraw().to_string();
    name.strip_prefix('_').unwrap_or(&name) == parameter
}

/// Tokens with a type for `Self`, which means nothing beside the block.
fn written_out(tokens: TokenStream, ty: &TokenStream) -> TokenStream {
    let mut out = TokenStream::new();
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Ident(ident) if ident == "Self" => {
                let ty = at(ty.clone(), ident.span());
                let colon =
                    |next: &TokenTree| matches!(next, TokenTree::Punct(p) if p.as_char() == ':');
                if trees.peek().is_some_and(colon) {
                    out.extend(quote_spanned!(ident.span()=> <#ty>));
                } else {
                    out.extend(ty);
                }
            }
            TokenTree::Group(group) => {
                let mut written = Group::new(group.delimiter(), written_out(group.stream(), ty));
                written.set_span(group.span());
                out.extend([TokenTree::Group(written)]);
            }
            tree => out.extend([tree]),
        }
    }
    out
}

/// Tokens that stand where another does.
fn at(tokens: TokenStream, span: Span) -> TokenStream {
    let moved = |mut tree: TokenTree| {
        if let TokenTree::Group(group) = &tree {
            let delimiter: Delimiter = group.delimiter();
            tree = TokenTree::Group(Group::new(delimiter, at(group.stream(), span)));
        }
        tree.set_span(span);
        tree
    };
    tokens.into_iter().map(moved).collect()
}
