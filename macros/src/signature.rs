//! The annotated function: attributes, signature, arguments by name. The body stays unparsed.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident};
use syn::{
    Attribute, FnArg, Ident, Pat, PatType, Receiver, ReceiverKind, ReturnType, Token, Type,
    TypeReference, Visibility,
    ext::IdentExt,
    parse::{Parse, ParseStream},
    spanned::Spanned,
};

use crate::{
    argument::{Argument, Role},
    docs::Docs,
    errors::{Errors, nearest},
    syntax::quoted,
    types::{borrowed, nameless, written},
};

/// The attributes that make an endpoint.
const ATTRIBUTES: [&str; 8] = [
    "get", "post", "put", "patch", "delete", "head", "options", "route",
];

/// A function as far as an attribute needs it.
pub(crate) struct Signature {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) head: syn::Signature,
    /// The block, as it came.
    pub(crate) body: TokenStream,
    /// The arguments, their own attributes taken off `head`.
    pub(crate) arguments: Vec<Argument>,
    /// The type whose method it is, if `#[controller]` wrote it.
    pub(crate) controller: Option<Type>,
}

/// Whether an attribute has the name of one that makes an endpoint, in whatever crate.
pub(crate) fn is_endpoint(attribute: &Attribute) -> bool {
    let last = attribute.path().segments.last();
    last.is_some_and(|last| ATTRIBUTES.iter().any(|name| last.ident == name))
}

/// The struct that stands for a method: a name that hides none of the types in its signature.
pub(crate) fn endpoint_name(method: &Ident) -> Ident {
    format_ident!("__{}", method.unraw())
}

impl Parse for Signature {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Signature {
            attributes: input.call(Attribute::parse_outer)?,
            visibility: input.parse()?,
            head: input.parse()?,
            body: input.parse()?,
            arguments: Vec::new(),
            controller: None,
        })
    }
}

impl Signature {
    /// Takes the arguments apart and refuses what no endpoint can be.
    pub(crate) fn check(&mut self, errors: &mut Errors) {
        self.refuse(errors);
        for input in &mut self.head.inputs {
            match input {
                FnArg::Receiver(receiver) => {
                    self.controller = owner(receiver, &self.body);
                    if self.controller.is_none() {
                        let message = "a method is an endpoint of a controller: write `#[controller(\"/…\")]` above the `impl`, or move the function out and take what it needs as `State<T>`";
                        errors.push(receiver, message);
                    }
                }
                FnArg::Typed(typed) => self.arguments.push(argument(typed, errors)),
            }
        }
    }

    fn refuse(&mut self, errors: &mut Errors) {
        self.refuse_head(errors);
        self.refuse_types(errors);
        self.refuse_second_attribute(errors);
        if let Some(variadic) = self.head.variadic.take() {
            let message = "an endpoint takes a fixed number of arguments: leave `...` out";
            errors.push(variadic, message);
        }
    }

    fn refuse_head(&self, errors: &mut Errors) {
        let head = &self.head;
        let generics = &head.generics;
        let generic = "an endpoint can't be generic: write the types out, one endpoint each";
        if !generics.params.is_empty() {
            errors.push(generics, generic);
        } else if let Some(clause) = &generics.where_clause {
            let message = "an endpoint can't be generic: leave the `where` clause out";
            errors.push(clause, message);
        }
        if let syn::Safety::Unsafe(token) = &head.safety {
            let message =
                "the server calls an endpoint and can't keep promises: leave `unsafe` out";
            errors.push(token, message);
        }
        if let (Some(abi), None) = (&head.abi, &head.variadic) {
            errors.push(abi, "an endpoint is a Rust function: leave `extern` out");
        }
    }

    fn refuse_types(&self, errors: &mut Errors) {
        let inputs = self.head.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => Some(&*typed.ty),
            FnArg::Receiver(_) => None,
        });
        let free = self.head.generics.params.is_empty();
        for ty in inputs {
            if let Some(nameless) = nameless(ty) {
                let message = "an endpoint can't be generic: write the type out";
                errors.push(nameless, message);
            } else if let (true, Some(reference)) = (free, borrowed(ty)) {
                errors.push(reference, owned(reference));
            }
        }
        if let ReturnType::Type(_, ty) = &self.head.output
            && let Some(nameless) = nameless(ty)
        {
            let message = "what an endpoint returns stands in the document: write the type out";
            errors.push(nameless, message);
        }
    }

    /// A second attribute would make a second endpoint of the same name.
    fn refuse_second_attribute(&mut self, errors: &mut Errors) {
        self.attributes.retain(|attribute| {
            let segments = &attribute.path().segments;
            let of_folio = segments.len() == 1 || segments[0].ident == "folio";
            let again = of_folio && is_endpoint(attribute);
            if again {
                let message = "one attribute makes the endpoint: write `#[route(\"/…\", methods = [GET, POST])]` for several methods";
                errors.push(attribute, message);
            }
            !again
        });
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
        match &self.head.output {
            ReturnType::Type(_, ty) => (ty.to_token_stream(), ty.span()),
            ReturnType::Default => {
                let span = self.head.ident.span();
                (quote::quote_spanned!(span=> ()), span)
            }
        }
    }

    /// Whether it says what it returns.
    pub(crate) fn returns(&self) -> bool {
        matches!(self.head.output, ReturnType::Type(..))
    }

    /// The arguments that their types extract, each with its place among all.
    pub(crate) fn extracted(&self) -> impl Iterator<Item = (usize, &Argument)> {
        let arguments = self.arguments.iter().enumerate();
        arguments.filter(|(_, argument)| !argument.is_value())
    }

    /// Whether it stands in an `impl` or a trait, where nothing can stand beside it.
    pub(crate) fn is_method(&self) -> bool {
        self.head.receiver().is_some() && self.controller.is_none()
    }

    /// The struct that stands for the endpoint.
    pub(crate) fn endpoint(&self) -> Ident {
        let ident = &self.head.ident;
        match self.controller {
            Some(_) => endpoint_name(ident),
            None => ident.clone(),
        }
    }

    /// The function where it is to be kept; a method stands in its `impl` already.
    pub(crate) fn kept(&self) -> Option<&Self> {
        self.controller.is_none().then_some(self)
    }

    /// Whether the function is `async`.
    pub(crate) fn asyncness(&self) -> Option<&Token![async]> {
        self.head.asyncness.as_ref()
    }
}

impl ToTokens for Signature {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for attribute in &self.attributes {
            attribute.to_tokens(tokens);
        }
        self.visibility.to_tokens(tokens);
        self.head.to_tokens(tokens);
        self.body.to_tokens(tokens);
    }
}

/// The controller of a head as `#[controller]` writes it: `fn show(self: &Cities, id: u64);`.
fn owner(receiver: &Receiver, body: &TokenStream) -> Option<Type> {
    match &receiver.kind {
        ReceiverKind::Typed(_, ty) if body.to_string() == ";" => match &**ty {
            Type::Reference(reference) => Some((*reference.elem).clone()),
            _ => None,
        },
        _ => None,
    }
}

/// What to take instead of a reference.
fn owned(reference: &TypeReference) -> String {
    let ty = written(&reference.elem);
    match ty.as_str() {
        "str" => "an argument is owned by the function: take `String`".to_owned(),
        ty => format!(
            "an argument is owned by the function: take `{ty}`, or `State<{ty}>` if the app holds it"
        ),
    }
}

/// The attributes that say where an argument comes from.
const SOURCES: [&str; 5] = ["path", "query", "header", "cookie", "body"];

/// The attributes of an argument that are the function's own.
const LINTS: [&str; 5] = ["allow", "warn", "deny", "forbid", "expect"];

/// Whether an attribute of an argument stays on the function.
pub(crate) fn stays(attribute: &Attribute) -> bool {
    let name = attribute.path().get_ident();
    name.is_none_or(|name| LINTS.iter().any(|lint| name == lint))
}

fn argument(typed: &mut PatType, errors: &mut Errors) -> Argument {
    let attributes = std::mem::take(&mut typed.attrs);
    let docs = Docs::of(&attributes);
    let mut role = None;
    for attribute in attributes {
        if stays(&attribute) {
            typed.attrs.push(attribute);
            continue;
        }
        let kind = attribute.path().to_token_stream().to_string();
        match (Role::named(&kind), &role) {
            (Some(_), Some(_)) => {
                let sources = quoted(&SOURCES);
                let message = format!("an argument has one source: keep one of {sources}");
                errors.push(&attribute, message);
            }
            (Some(found), None) => role = Some((found, attribute)),
            (None, _) => match kind.as_str() {
                "doc" => {}
                _ => errors.push(attribute.path(), no_source(&kind)),
            },
        }
    }
    Argument::new(name(&typed.pat), (*typed.ty).clone(), role, docs, errors)
}

fn no_source(name: &str) -> String {
    if let "cfg" | "cfg_attr" = name {
        return format!(
            "an endpoint has its arguments always: write `#[{name}]` above the function"
        );
    }
    let hint = nearest(name, SOURCES).map_or_else(
        || format!("write one of {}", quoted(&SOURCES)),
        |near| format!("did you mean `{near}`?"),
    );
    format!("no attribute `{name}` for an argument; {hint}")
}

fn name(pat: &Pat) -> Option<Ident> {
    match pat {
        Pat::Ident(pat) => Some(pat.ident.clone()),
        _ => None,
    }
}
