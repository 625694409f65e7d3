//! The annotated `impl` block: its endpoints apart from everything else. Bodies stay unparsed.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, Generics, Path, Token, Type, Visibility, braced,
    parse::{Parse, ParseStream, Parser},
    token,
};

use super::method::{Head, Method};
use crate::{errors::Errors, signature::is_endpoint, syntax};

/// An `impl` block as far as the attribute needs it.
pub(crate) struct Block {
    attributes: Vec<Attribute>,
    unsafety: Option<Token![unsafe]>,
    impl_token: Token![impl],
    pub(super) generics: Generics,
    of_trait: Option<(Type, Token![for])>,
    pub(super) ty: Type,
    brace: token::Brace,
    inner: Vec<Attribute>,
    items: Vec<Item>,
}

/// What stands in the block.
enum Item {
    Endpoint(Box<Method>),
    /// The attribute of an endpoint above what is no function.
    Misplaced(Vec<Attribute>, TokenStream),
    Other(TokenStream),
}

impl Block {
    /// Whether tokens begin like an `impl` block.
    pub(super) fn begins(item: TokenStream) -> bool {
        let read = |input: ParseStream<'_>| {
            input.call(Attribute::parse_outer)?;
            input.parse::<Option<Token![unsafe]>>()?;
            let begins = input.peek(Token![impl]);
            input.parse::<TokenStream>()?;
            Ok(begins)
        };
        read.parse2(item).unwrap_or_default()
    }

    /// Refuses what no controller can be; whether endpoints can be made of its methods nevertheless.
    pub(super) fn check(&self, errors: &mut Errors) -> bool {
        let generic = "a controller can't be generic: write the types out, one controller each";
        if let Some((name, _)) = &self.of_trait {
            let message = "the methods of a trait are no endpoints: write them into an `impl` block of the type's own";
            errors.push(name, message);
        } else if !self.generics.params.is_empty() {
            errors.push(&self.generics, generic);
        } else if let Some(clause) = &self.generics.where_clause {
            let message = "a controller can't be generic: leave the `where` clause out";
            errors.push(clause, message);
        } else if let Some(lifetime) = lifetime(self.ty.to_token_stream()) {
            let message = "a controller lives as long as the app: give it what it needs to own";
            errors.push(lifetime, message);
        } else if let Some(token) = &self.unsafety {
            errors.push(token, "a controller promises nothing: leave `unsafe` out");
        } else {
            return true;
        }
        false
    }

    /// The paths of all attributes that were to make endpoints.
    pub(super) fn makers(&self) -> impl Iterator<Item = &Path> {
        let attributes = self.items.iter().flat_map(|item| match item {
            Item::Endpoint(method) => &*method.attributes,
            Item::Misplaced(attributes, _) => attributes,
            Item::Other(_) => &[],
        });
        let makers = attributes.filter(|attribute| is_endpoint(attribute));
        makers.map(Attribute::path)
    }

    /// The heads of the endpoints that take `&self`; `parameters` are those of the prefix.
    pub(super) fn heads(&self, parameters: &[String], errors: &mut Errors) -> Vec<Head> {
        let mut heads = Vec::new();
        for item in &self.items {
            match item {
                Item::Endpoint(method) => heads.extend(method.head(&self.ty, parameters, errors)),
                Item::Misplaced(_, tokens) => {
                    let message = "an endpoint is a method: write the attribute above a `fn`";
                    errors.push_at(syntax::keyword(tokens.clone()), message);
                }
                Item::Other(_) => {}
            }
        }
        heads
    }
}

impl Parse for Block {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let unsafety = input.parse()?;
        let impl_token = input.parse()?;
        let mut generics: Generics = input.parse()?;
        let (mut ty, mut of_trait) = (input.parse()?, None);
        if input.peek(Token![for]) {
            of_trait = Some((ty, input.parse()?));
            ty = input.parse()?;
        }
        generics.where_clause = input.parse()?;
        let content;
        let brace = braced!(content in input);
        let inner = content.call(Attribute::parse_inner)?;
        let mut items = Vec::new();
        while !content.is_empty() {
            items.push(content.parse()?);
        }
        Ok(Block {
            attributes,
            unsafety,
            impl_token,
            generics,
            of_trait,
            ty,
            brace,
            inner,
            items,
        })
    }
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility: Visibility = input.parse()?;
        let misplaced = attributes.iter().any(is_endpoint);
        if misplaced && input.fork().parse::<syn::Signature>().is_ok() {
            return Ok(Item::Endpoint(Box::new(Method {
                attributes,
                visibility,
                signature: input.parse()?,
                body: input.parse()?,
            })));
        }
        // Only constants and types can have braces before their end.
        let constant = input.peek(Token![const]) && input.peek2(syn::Ident);
        let value = constant || input.peek(Token![type]);
        let mut tokens = TokenStream::new();
        let rest = attributes.iter().filter(|a| !is_endpoint(a));
        tokens.extend(rest.map(ToTokens::to_token_stream));
        visibility.to_tokens(&mut tokens);
        while !input.is_empty() {
            let tree: TokenTree = input.parse()?;
            let end = match &tree {
                TokenTree::Punct(punct) => punct.as_char() == ';',
                TokenTree::Group(group) => !value && group.delimiter() == Delimiter::Brace,
                _ => false,
            };
            tokens.extend([tree]);
            if end {
                break;
            }
        }
        Ok(if misplaced {
            Item::Misplaced(attributes, tokens)
        } else {
            Item::Other(tokens)
        })
    }
}

/// The block without what only endpoints mean.
impl ToTokens for Block {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.attributes.iter().map(ToTokens::to_token_stream));
        self.unsafety.to_tokens(tokens);
        self.impl_token.to_tokens(tokens);
        self.generics.to_tokens(tokens);
        if let Some((name, for_token)) = &self.of_trait {
            name.to_tokens(tokens);
            for_token.to_tokens(tokens);
        }
        self.ty.to_tokens(tokens);
        self.generics.where_clause.to_tokens(tokens);
        self.brace.surround(tokens, |tokens| {
            tokens.extend(self.inner.iter().map(ToTokens::to_token_stream));
            for item in &self.items {
                match item {
                    Item::Endpoint(method) => method.to_tokens(tokens),
                    Item::Misplaced(_, other) | Item::Other(other) => other.to_tokens(tokens),
                }
            }
        });
    }
}

/// The first lifetime in a type that ends before the app does.
fn lifetime(tokens: TokenStream) -> Option<TokenStream> {
    let mut trees = tokens.into_iter();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                let name = trees.next()?;
                if name.to_string() != "static" {
                    return Some(TokenStream::from_iter([TokenTree::Punct(punct), name]));
                }
            }
            TokenTree::Group(group) => {
                if let Some(found) = lifetime(group.stream()) {
                    return Some(found);
                }
            }
            _ => {}
        }
    }
    None
}
