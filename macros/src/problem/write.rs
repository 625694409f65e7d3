//! What a problem becomes: its answers, their description, and what it is made of.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{DeriveInput, LitInt, LitStr, spanned::Spanned};

use super::{Kind, Member, Variant, formatted};
use crate::{errors::Errors, handler::nested, layer::ProblemHeader};

/// The `From` implementations, one for a type.
pub(super) fn froms(input: &DeriveInput, variants: &[Variant], errors: &mut Errors) -> TokenStream {
    let mut known: Vec<String> = Vec::new();
    let mut froms = TokenStream::new();
    for variant in variants {
        let ([member], Some(from)) = (&*variant.fields, from(input, variant)) else {
            continue;
        };
        let ty = member.ty.to_token_stream().to_string();
        if known.contains(&ty) {
            let message = "another variant is made of this type: keep one `#[problem(from)]`";
            errors.push(&member.ty, message);
            continue;
        }
        known.push(ty);
        froms.extend(from);
    }
    froms
}

pub(super) fn implement(ident: &Ident, variants: &[Variant]) -> TokenStream {
    let arms = variants.iter().map(arm);
    let described = variants.iter().map(described);
    quote! {
        #[automatically_derived]
        impl ::folio::Problem for #ident {
            #[allow(unused_variables, clippy::pedantic)]
            fn problem(self) -> ::folio::ProblemDetails {
                match self { #(#arms)* }
            }
            fn describe(doc: &mut ::folio::OperationDoc<'_>) {
                #(#described)*
            }
        }
    }
}

/// What keeps the type a problem while its attributes are wrong, so that one mistake is one error.
pub(super) fn stub(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let (generics, arguments, clause) = input.generics.split_for_impl();
    let clause = clause.map(|clause| &clause.predicates);
    let bound =
        (!input.generics.params.is_empty()).then(|| quote!(Self: ::core::marker::Send + 'static,));
    quote! {
        #[automatically_derived]
        impl #generics ::folio::Problem for #ident #arguments where #bound #clause {
            fn problem(self) -> ::folio::ProblemDetails { ::core::unreachable!() }
            fn describe(_: &mut ::folio::OperationDoc<'_>) {}
        }
    }
}

fn pattern(variant: &Variant) -> TokenStream {
    let (path, locals) = (&variant.path, variant.fields.iter().map(|m| &m.local));
    match (variant.fields.is_empty(), variant.named) {
        (true, true) => quote!(#path {}),
        (true, false) => quote!(#path { .. }),
        (false, true) => quote!(#path { #(#locals),* }),
        (false, false) => quote!(#path(#(#locals),*)),
    }
}

fn arm(variant: &Variant) -> TokenStream {
    let pattern = pattern(variant);
    let Kind::Own {
        status,
        type_uri,
        title,
        detail,
        headers,
    } = &variant.kind
    else {
        let Member { local, ty, .. } = &variant.fields[0];
        let problem = quote_spanned!(ty.span()=> <#ty as ::folio::Problem>::problem(#local));
        return quote!(#pattern => #problem,);
    };
    let mut chain = quote!(::folio::ProblemDetails::new(#status));
    if let Some(uri) = type_uri {
        chain.extend(quote!(.type_uri(#uri)));
    }
    if let Some(title) = title {
        chain.extend(quote!(.title(#title)));
    }
    for ProblemHeader { name, value, .. } in headers {
        let name = header_name(name);
        let value = quote!(::folio::http::HeaderValue::from_static(#value));
        chain.extend(quote!(.header(#name, #value)));
    }
    if is_server(status) {
        let causes = variant.fields.iter().map(|Member { local, ty, .. }| {
            let mut local = local.clone();
            local.set_span(ty.span().resolved_at(local.span()));
            quote_spanned!(ty.span()=> &#local as &dyn ::core::fmt::Debug)
        });
        let name = variant.ident.to_string();
        chain.extend(quote!(.cause(#name, &[#(#causes),*])));
        if let Some(detail) = detail.as_ref().filter(|d| !formatted(&d.value())) {
            chain.extend(quote!(.detail(::std::format!(#detail))));
        }
    } else if let Some(detail) = detail {
        let positional = positional(&detail.value(), variant);
        chain.extend(quote!(.detail(::std::format!(#detail #(, #positional)*))));
    }
    for (Member { local, ty, .. }, place) in sent(variant, status) {
        let put = match place {
            Place::Header(name) => {
                let name = header_name(name);
                quote_spanned!(ty.span()=> put_header(&#local, #name, #chain))
            }
            Place::Member(name) => quote_spanned!(ty.span()=> put(&#local, #name, #chain)),
        };
        chain = quote_spanned!(ty.span()=> <#ty as ::folio::__private::Member>::#put);
    }
    quote!(#pattern => #chain,)
}

/// Where a field goes in an answer.
enum Place<'a> {
    Header(&'a LitStr),
    Member(&'a str),
}

/// The fields that are sent, each with its place: members of a 5xx are not.
fn sent<'a>(
    variant: &'a Variant,
    status: &LitInt,
) -> impl Iterator<Item = (&'a Member, Place<'a>)> {
    let server = is_server(status);
    variant.fields.iter().filter_map(move |member| {
        let own = member.name.as_deref().filter(|_| !server);
        let header = member.header.as_ref().map(Place::Header);
        let place = header.or_else(|| own.map(Place::Member))?;
        Some((member, place))
    })
}

/// Whether a status says that the server failed, so that what it is about stays here.
fn is_server(status: &LitInt) -> bool {
    status
        .base10_parse::<u16>()
        .is_ok_and(|status| status >= 500)
}

/// A header's name as a value; it was checked where it was read.
fn header_name(name: &LitStr) -> TokenStream {
    let name = LitStr::new(&name.value().to_ascii_lowercase(), name.span());
    quote!(::folio::http::HeaderName::from_static(#name))
}

/// The fields that `{0}` … name.
fn positional<'a>(detail: &str, variant: &'a Variant) -> Vec<&'a Ident> {
    let named = |index: usize| {
        detail.contains(&format!("{{{index}}}")) || detail.contains(&format!("{{{index}:"))
    };
    let count = (0..variant.fields.len())
        .filter(|&i| named(i))
        .map(|i| i + 1)
        .max()
        .unwrap_or(0);
    variant.fields[..count].iter().map(|m| &m.local).collect()
}

fn described(variant: &Variant) -> TokenStream {
    let Kind::Own {
        status,
        type_uri,
        title,
        detail,
        headers,
    } = &variant.kind
    else {
        let ty = &variant.fields[0].ty;
        return quote_spanned!(ty.span()=> <#ty as ::folio::Problem>::describe(doc););
    };
    let name = &variant.component;
    let mut chain = quote!(doc.problem(#name, #status));
    if let Some(uri) = type_uri {
        chain.extend(quote!(.type_uri(#uri)));
    }
    if let Some(title) = title {
        chain.extend(quote!(.title(#title)));
    }
    for header in headers {
        let (name, value) = (&header.name, &header.value);
        let description = header
            .description
            .as_ref()
            .map_or_else(String::new, LitStr::value);
        chain.extend(quote!(.fixed_header(#name, #value, #description)));
    }
    let constant = detail.as_ref().filter(|d| !formatted(&d.value()));
    match (constant, detail) {
        (Some(constant), _) => chain.extend(quote!(.detail(&::std::format!(#constant)))),
        (None, Some(_)) if !is_server(status) => chain.extend(quote!(.any_detail())),
        _ => {}
    }
    for (
        Member {
            ty, description, ..
        },
        place,
    ) in sent(variant, status)
    {
        let describe = match place {
            Place::Header(name) => {
                quote_spanned!(ty.span()=> describe_header(#name, #description, #chain))
            }
            Place::Member(name) => {
                quote_spanned!(ty.span()=> describe(#name, #description, #chain))
            }
        };
        chain = quote_spanned!(ty.span()=> <#ty as ::folio::__private::Member>::#describe);
    }
    let types = types(sent(variant, status).map(|(member, _)| member));
    quote!(#types #chain.finish();)
}

/// Registers the types inside generic members, such as `Fault` in `Vec<Fault>`.
fn types<'a>(members: impl Iterator<Item = &'a Member>) -> Option<TokenStream> {
    let mut found = Vec::new();
    for member in members {
        nested(&member.ty, &mut found);
    }
    let all = quote!(#(::folio::__schema!(schemas, #found);)*);
    (!found.is_empty()).then(|| quote!(doc.types(|schemas| { #all });))
}

fn from(input: &DeriveInput, variant: &Variant) -> Option<TokenStream> {
    let [member] = variant.fields.as_slice() else {
        return None;
    };
    member.from?;
    let (ident, ty, path) = (&input.ident, &member.ty, &variant.path);
    let (generics, arguments, clause) = input.generics.split_for_impl();
    let local = &member.local;
    let built = if variant.named {
        quote!(#path { #local: inner })
    } else {
        quote!(#path(inner))
    };
    Some(quote! {
        #[automatically_derived]
        impl #generics ::core::convert::From<#ty> for #ident #arguments #clause {
            fn from(inner: #ty) -> Self { #built }
        }
    })
}
