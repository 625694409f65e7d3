//! One argument of an endpoint: where it comes from and what holds of it.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Attribute, Ident, Type, spanned::Spanned};

use crate::{docs::Docs, errors::Errors, facts::Facts, layer::named};

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
                if ident.is_none() && role != Role::Body {
                    let message = "a value is bound to a name: write `name: Type` and take it apart in the function";
                    errors.push(&ty, message);
                }
                (role, errors.keep(Facts::of(&attribute)).unwrap_or_default())
            }
        };
        let argument = Argument {
            ident,
            ty,
            role,
            facts,
            docs,
        };
        argument.check(errors);
        argument
    }

    fn check(&self, errors: &mut Errors) {
        self.facts.check(errors);
        match self.role {
            Role::Path => self.facts.refuse_in_path(errors),
            Role::Body => self.facts.refuse_on_body(errors),
            Role::Header => {
                for name in self.facts.names() {
                    errors.keep(named(name));
                }
            }
            _ => {}
        }
        if let Some(alias) = self
            .facts
            .alias
            .as_ref()
            .filter(|a| a.value() == self.wire_name())
        {
            let message = "the alias is the name itself: leave it out";
            errors.push(alias, message);
        }
    }

    /// Whether another argument reads the same; names of header fields have no case.
    pub(crate) fn same(&self, other: &Argument) -> bool {
        let (this, other_name) = (self.wire_name(), other.wire_name());
        self.role == other.role
            && match self.role {
                Role::Header => this.eq_ignore_ascii_case(&other_name),
                _ => this == other_name,
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
        if self.role == Role::Body {
            return quote_spanned!(ty.span()=> ::folio::Json<#ty>);
        }
        quote!(#ty)
    }

    /// The `::folio::Arg` of the endpoint's argument `index`.
    pub(crate) fn expand(&self, endpoint: &Ident, index: usize) -> TokenStream {
        let plain = self.plain(endpoint, index);
        let mut fields = TokenStream::new();
        let description = self.docs.whole();
        if !description.is_empty() {
            fields.extend(quote!(description: #description,));
        }
        if let Some(facts) = self.facts.expand() {
            fields.extend(quote!(facts: #facts,));
        }
        if fields.is_empty() {
            return plain;
        }
        quote!(::folio::Arg { #fields ..#plain })
    }

    /// The argument without description and facts.
    fn plain(&self, endpoint: &Ident, index: usize) -> TokenStream {
        let (ty, name) = (&self.ty, self.wire_name());
        let source = match self.role {
            Role::Path => quote!(in_path),
            Role::Query => quote!(in_query),
            Role::Header => quote!(in_header),
            Role::Cookie => quote!(in_cookie),
            Role::Body | Role::Extract => {
                return quote!(::folio::__private::extracted::<#endpoint, #index>(#name));
            }
        };
        let describe = quote_spanned!(ty.span()=> <#ty as ::folio::Value>::describe);
        quote!(::folio::__private::#source(#name, #describe))
    }

    /// Asks of the type, once for all uses, to be an extractor.
    pub(crate) fn extracted(&self, endpoint: &Ident, index: usize) -> TokenStream {
        let ty = self.extractor();
        quote! {
            impl ::folio::__private::Argument<#index> for #endpoint { type Type = #ty; }
        }
    }

    /// Constants that hold the literals of its options against its type.
    pub(crate) fn checks(&self) -> TokenStream {
        match self.role {
            Role::Extract => TokenStream::new(),
            _ => self.facts.fit(&self.ty),
        }
    }
}
