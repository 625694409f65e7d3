//! `#[derive(Problem)]`: one attribute a variant makes the answer and its schema (RFC 9457).

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{
    Attribute, Data, DeriveInput, Field, Fields, LitInt, LitStr, Token, Type,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
    spanned::Spanned,
};

use crate::{
    docs::Docs,
    errors::{Errors, nearest},
};

/// The members of RFC 9457 that an extension can't take.
const RESERVED: [&str; 5] = ["type", "title", "status", "detail", "instance"];

const KEYS: [&str; 5] = ["status", "title", "type", "detail", "transparent"];

/// Expands the derive.
pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(item) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let variants = variants(&input, &mut errors);
    tell_apart(&variants, &mut errors);
    match errors.finish() {
        None => implement(&input.ident, &variants),
        Some(errors) => Tokens::from_iter([stub(&input.ident), errors]),
    }
}

use proc_macro2::TokenStream as Tokens;

/// One way to fail: a variant of an enum, or a struct.
struct Variant {
    /// `Self::Unknown` or `Self`.
    path: TokenStream,
    ident: Ident,
    /// Its name among the document's schemas.
    component: String,
    fields: Vec<Member>,
    named: bool,
    kind: Kind,
}

/// What the attribute says.
enum Kind {
    /// The one field answers.
    Transparent,
    /// The variant answers itself.
    Own {
        status: LitInt,
        type_uri: Option<LitStr>,
        title: Option<LitStr>,
        detail: Option<LitStr>,
    },
}

struct Member {
    /// The local that holds it.
    local: Ident,
    /// Its name in the document; `None` when the field has none.
    name: Option<String>,
    ty: Type,
    description: String,
    from: bool,
}

fn variants(input: &DeriveInput, errors: &mut Errors) -> Vec<Variant> {
    if !input.generics.params.is_empty() {
        errors.push(
            &input.generics,
            "a problem can't be generic: write the types out",
        );
    }
    match &input.data {
        Data::Struct(data) => {
            let name = input.ident.to_string();
            variant(
                quote!(Self),
                &input.ident,
                name,
                &input.attrs,
                &data.fields,
                errors,
            )
            .into_iter()
            .collect()
        }
        Data::Enum(data) => data
            .variants
            .iter()
            .filter_map(|v| {
                let ident = &v.ident;
                let name = format!("{}{ident}", input.ident);
                variant(
                    quote!(Self::#ident),
                    ident,
                    name,
                    &v.attrs,
                    &v.fields,
                    errors,
                )
            })
            .collect(),
        Data::Union(data) => {
            errors.push(data.union_token, "a problem is an enum or a struct");
            Vec::new()
        }
    }
}

fn variant(
    path: TokenStream,
    ident: &Ident,
    component: String,
    attributes: &[Attribute],
    fields: &Fields,
    errors: &mut Errors,
) -> Option<Variant> {
    let Some(attribute) = attributes.iter().find(|a| a.path().is_ident("problem")) else {
        errors.push(
            ident,
            format!("`{ident}` has no status: write `#[problem(status = 404)]` above it"),
        );
        return None;
    };
    let docs = Docs::of(attributes);
    let kind = errors.keep(kind(attribute, docs))?;
    let members: Vec<Member> = fields
        .iter()
        .enumerate()
        .map(|(index, field)| member(index, field, errors))
        .collect();
    if matches!(kind, Kind::Transparent) && members.len() != 1 {
        errors.push(
            ident,
            "`transparent` hands on one field: give the variant exactly one",
        );
        return None;
    }
    let named = matches!(fields, Fields::Named(_));
    Some(Variant {
        path,
        ident: ident.clone(),
        component,
        fields: members,
        named,
        kind,
    })
}

fn member(index: usize, field: &Field, errors: &mut Errors) -> Member {
    let name = field
        .ident
        .as_ref()
        .map(|ident| syn::ext::IdentExt::unraw(ident).to_string());
    if let Some(reserved) = name.as_deref().filter(|name| RESERVED.contains(name)) {
        errors.push(
            &field.ident,
            format!("`{reserved}` is a member of every problem (RFC 9457 §3.1): give the field another name"),
        );
    }
    let mut from = false;
    for attribute in field.attrs.iter().filter(|a| a.path().is_ident("problem")) {
        match attribute.parse_args::<Ident>() {
            Ok(ident) if ident == "from" => from = true,
            Ok(ident) => errors.push(&ident, format!("no option `{ident}`; a field takes `from`")),
            Err(error) => errors.add(error),
        }
    }
    Member {
        local: field
            .ident
            .clone()
            .unwrap_or_else(|| format_ident!("f{index}")),
        name,
        ty: field.ty.clone(),
        description: Docs::of(&field.attrs).whole(),
        from,
    }
}

/// One `key = value` of the attribute.
enum Setting {
    Status(LitInt),
    Text(Ident, LitStr),
    Transparent,
}

impl Parse for Setting {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key: Ident = input.call(syn::ext::IdentExt::parse_any)?;
        let name = key.to_string();
        if !KEYS.contains(&name.as_str()) {
            let hint = nearest(&name, KEYS).map_or_else(
                || format!("the options are {}", crate::options::quoted(&KEYS)),
                |near| format!("did you mean `{near}`?"),
            );
            return Err(syn::Error::new(
                key.span(),
                format!("no option `{name}`; {hint}"),
            ));
        }
        if name == "transparent" {
            return Ok(Setting::Transparent);
        }
        input.parse::<Token![=]>()?;
        if name == "status" {
            return Ok(Setting::Status(input.parse()?));
        }
        Ok(Setting::Text(key, input.parse()?))
    }
}

fn kind(attribute: &Attribute, docs: Docs) -> syn::Result<Kind> {
    let settings = attribute.parse_args_with(Punctuated::<Setting, Token![,]>::parse_terminated)?;
    let (mut status, mut type_uri, mut title) = (None, None, None);
    let mut detail = (!docs.summary.is_empty()).then(|| {
        let text = docs.summary.replace('{', "{{").replace('}', "}}");
        LitStr::new(&text, attribute.span())
    });
    for setting in settings {
        match setting {
            Setting::Transparent => return Ok(Kind::Transparent),
            Setting::Status(lit) => status = Some(lit),
            Setting::Text(key, lit) if key == "title" => title = Some(lit),
            Setting::Text(key, lit) if key == "detail" => detail = Some(lit),
            Setting::Text(_, lit) => type_uri = Some(lit),
        }
    }
    let Some(status) = status else {
        return Err(syn::Error::new(
            attribute.span(),
            "no status: write `#[problem(status = 404)]`",
        ));
    };
    match status.base10_parse::<u16>() {
        Ok(400..=599) => Ok(Kind::Own {
            status,
            type_uri,
            title,
            detail,
        }),
        _ => Err(syn::Error::new(
            status.span(),
            format!("`{status}` is no error: a problem's status is 400 to 599"),
        )),
    }
}

/// Clients tell two problems of one status apart by constants; `oneOf` needs them to differ.
fn tell_apart(variants: &[Variant], errors: &mut Errors) {
    let identity = |variant: &Variant| match &variant.kind {
        Kind::Transparent => None,
        Kind::Own {
            status,
            type_uri,
            title,
            detail,
        } => {
            let text = |lit: &Option<LitStr>| lit.as_ref().map(LitStr::value);
            let detail = text(detail).filter(|detail| !formatted(detail));
            Some((
                status.base10_digits().to_owned(),
                text(type_uri),
                text(title),
                detail,
            ))
        }
    };
    for (index, variant) in variants.iter().enumerate() {
        let Some(this) = identity(variant) else {
            continue;
        };
        let twin = variants[..index].iter().find(|other| {
            identity(other).is_some_and(|other| {
                let detail = this.3.is_none() || other.3.is_none() || this.3 == other.3;
                (&other.0, &other.1, &other.2) == (&this.0, &this.1, &this.2) && detail
            })
        });
        if let Some(twin) = twin {
            errors.push(
                &variant.ident,
                format!(
                    "a client can't tell `{}` from `{}`, both {}: give one a `type` or a `title`",
                    variant.ident, twin.ident, this.0
                ),
            );
        }
    }
}

/// Whether a format string has placeholders.
fn formatted(text: &str) -> bool {
    text.replace("{{", "").contains('{')
}

fn implement(ident: &Ident, variants: &[Variant]) -> TokenStream {
    let arms = variants.iter().map(arm);
    let described = variants.iter().map(described);
    let froms = variants.iter().flat_map(|variant| from(ident, variant));
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
        #(#froms)*
    }
}

/// What keeps the type a problem while its attributes are wrong, so that one mistake is one error.
fn stub(ident: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::folio::Problem for #ident {
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
    } = &variant.kind
    else {
        let local = &variant.fields[0].local;
        return quote!(#pattern => ::folio::Problem::problem(#local),);
    };
    let server = status
        .base10_parse::<u16>()
        .is_ok_and(|status| status >= 500);
    let mut chain = quote!(::folio::ProblemDetails::new(#status));
    if let Some(uri) = type_uri {
        chain.extend(quote!(.type_uri(#uri)));
    }
    if let Some(title) = title {
        chain.extend(quote!(.title(#title)));
    }
    if server {
        let causes = variant.fields.iter().map(|m| &m.local);
        let name = variant.ident.to_string();
        chain.extend(quote!(.cause(#name, &[#(&#causes as &dyn ::core::fmt::Debug),*])));
        if let Some(detail) = detail.as_ref().filter(|d| !formatted(&d.value())) {
            chain.extend(quote!(.detail(::std::format!(#detail))));
        }
        return quote!(#pattern => #chain,);
    }
    if let Some(detail) = detail {
        let positional = positional(&detail.value(), variant);
        chain.extend(quote!(.detail(::std::format!(#detail #(, #positional)*))));
    }
    for member in &variant.fields {
        let local = &member.local;
        if let Some(name) = &member.name {
            chain.extend(quote_spanned!(member.ty.span()=> .with(#name, &#local)));
        }
    }
    quote!(#pattern => #chain,)
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
    let constant = detail.as_ref().filter(|d| !formatted(&d.value()));
    let server = status
        .base10_parse::<u16>()
        .is_ok_and(|status| status >= 500);
    match (constant, detail) {
        (Some(constant), _) => chain.extend(quote!(.detail(&::std::format!(#constant)))),
        (None, Some(_)) if !server => chain.extend(quote!(.any_detail())),
        _ => {}
    }
    for member in variant.fields.iter().filter(|_| !server) {
        let (ty, description) = (&member.ty, &member.description);
        if let Some(name) = &member.name {
            chain.extend(quote_spanned!(ty.span()=> .member::<#ty>(#name, #description)));
        }
    }
    quote!(#chain.finish();)
}

fn from(ident: &Ident, variant: &Variant) -> Option<TokenStream> {
    let [member] = variant.fields.as_slice() else {
        return None;
    };
    if !member.from {
        return None;
    }
    let (ty, path) = (&member.ty, &variant.path);
    let built = match &member.name {
        Some(_) => {
            let local = &member.local;
            quote!(#path { #local: inner })
        }
        None => quote!(#path(inner)),
    };
    Some(quote! {
        #[automatically_derived]
        impl ::core::convert::From<#ty> for #ident {
            fn from(inner: #ty) -> Self { #built }
        }
    })
}
