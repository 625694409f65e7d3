//! `#[derive(Problem)]`: one attribute a variant makes the answer and its schema (RFC 9457).

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{
    Attribute, Data, DeriveInput, Error, Field, Fields, LitInt, LitStr, Type,
    parse::{Parse, ParseStream},
    spanned::Spanned,
};

use crate::{
    docs::Docs,
    errors::Errors,
    handler::nested,
    layer::{ProblemHeader, of_problem},
    syntax::{flag, settings, unknown, value},
};

/// The members of RFC 9457 that an extension can't take.
const RESERVED: [&str; 5] = ["type", "title", "status", "detail", "instance"];

const KEYS: [&str; 6] = ["status", "title", "type", "detail", "header", "transparent"];

/// What a field can be besides a member.
const FIELD_KEYS: [&str; 2] = ["from", "header"];

/// What a problem looks like, for errors.
const EXAMPLE: &str = "#[problem(status = 404)]";

/// Expands the derive.
pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(item) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let variants = variants(&input, &mut errors);
    tell_apart(&variants, &mut errors);
    let froms = froms(&input, &variants, &mut errors);
    let problem = match errors.finish() {
        None => implement(&input.ident, &variants),
        Some(errors) => TokenStream::from_iter([stub(&input), errors]),
    };
    TokenStream::from_iter([problem, froms])
}

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
    /// Nothing that can be used.
    Wrong,
    /// The one field answers.
    Transparent,
    /// The variant answers itself.
    Own {
        status: LitInt,
        type_uri: Option<LitStr>,
        title: Option<LitStr>,
        detail: Option<LitStr>,
        headers: Vec<ProblemHeader>,
    },
}

struct Member {
    /// The local that holds it.
    local: Ident,
    /// Its name in the document; `None` when the field has none.
    name: Option<String>,
    ty: Type,
    description: String,
    /// Where it asks for a `From` implementation.
    from: Option<Span>,
    /// The header it is, instead of a member.
    header: Option<LitStr>,
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
            let ident = &input.ident;
            let names = (quote!(Self), ident, ident.to_string());
            vec![variant(names, &input.attrs, &data.fields, errors)]
        }
        Data::Enum(data) => {
            let each = data.variants.iter().map(|v| {
                let ident = &v.ident;
                let name = format!("{}{ident}", input.ident);
                let names = (quote!(Self::#ident), ident, name);
                variant(names, &v.attrs, &v.fields, errors)
            });
            each.collect()
        }
        Data::Union(data) => {
            let message = "a problem is a struct or an enum: use one of these";
            errors.push(data.union_token, message);
            Vec::new()
        }
    }
}

fn variant(
    (path, ident, component): (TokenStream, &Ident, String),
    attributes: &[Attribute],
    fields: &Fields,
    errors: &mut Errors,
) -> Variant {
    let kind = errors.keep(kind(ident, attributes));
    let members: Vec<Member> = fields
        .iter()
        .enumerate()
        .map(|(index, field)| member(index, field, errors))
        .collect();
    if matches!(kind, Some(Kind::Transparent)) && members.len() != 1 {
        let message = "`transparent` hands on one field: give the variant exactly one";
        errors.push(ident, message);
    }
    if let ([_, _, ..], Some(from)) = (&*members, members.iter().find_map(|m| m.from)) {
        let message =
            "`from` makes the whole variant of one field: leave it out, or the other fields";
        errors.push_at(from, message);
    }
    let kind = kind.unwrap_or(Kind::Wrong);
    headers_once(&kind, &members, errors);
    Variant {
        path,
        ident: ident.clone(),
        component,
        fields: members,
        named: matches!(fields, Fields::Named(_)),
        kind,
    }
}

/// Refuses a header that comes twice, and one that a transparent variant can't set.
fn headers_once(kind: &Kind, members: &[Member], errors: &mut Errors) {
    let fixed = match kind {
        Kind::Own { headers, .. } => headers.as_slice(),
        Kind::Wrong | Kind::Transparent => &[],
    };
    let names = fixed.iter().map(|header| &header.name);
    let mut known: Vec<String> = Vec::new();
    for name in names.chain(members.iter().filter_map(|m| m.header.as_ref())) {
        let lower = name.value().to_ascii_lowercase();
        if matches!(kind, Kind::Transparent) {
            let message = "`transparent` takes all from its field: leave `header` out";
            errors.push(name, message);
        } else if known.contains(&lower) {
            errors.push(name, "the header is given twice: keep one");
        }
        known.push(lower);
    }
}

fn member(index: usize, field: &Field, errors: &mut Errors) -> Member {
    let name = field
        .ident
        .as_ref()
        .map(|ident| syn::ext::IdentExt::unraw(ident).to_string());
    let (mut from, mut header) = (None, None);
    for attribute in field.attrs.iter().filter(|a| a.path().is_ident("problem")) {
        let options = settings::<FieldOption>(attribute, "#[problem(from)]");
        let options = errors.keep(options);
        if options.as_ref().is_some_and(Vec::is_empty) {
            errors.push(
                attribute,
                "no option: write `from` or `header = \"retry-after\"`",
            );
        }
        for option in options.unwrap_or_default() {
            match option {
                FieldOption::From(span) => from = Some(span),
                FieldOption::Header(name) if header.is_some() => {
                    errors.push(name, "the field is a header already: keep one name");
                }
                FieldOption::Header(name) => header = Some(name),
            }
        }
    }
    let reserved = name.as_deref().filter(|name| RESERVED.contains(name));
    if let (Some(reserved), None) = (reserved, &header) {
        errors.push(
            &field.ident,
            format!("`{reserved}` is a member of every problem (RFC 9457 §3.1): give the field another name"),
        );
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
        header,
    }
}

/// What the attribute of a field says.
enum FieldOption {
    From(Span),
    Header(LitStr),
}

impl Parse for FieldOption {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key: Ident = input.parse().map_err(|error| {
            let message = "write `from` or `header = \"retry-after\"`";
            Error::new(error.span(), message)
        })?;
        match key.to_string().as_str() {
            "from" => flag(&key, input).map(|()| FieldOption::From(key.span())),
            "header" => {
                let name = value(&key, input, "\"retry-after\"")?;
                of_problem(&name)?;
                Ok(FieldOption::Header(name))
            }
            _ => Err(unknown(&key, &FIELD_KEYS)),
        }
    }
}

/// One `key = value` of the attribute.
enum Setting {
    Status(LitInt),
    Text(LitStr),
    Header(ProblemHeader),
    Transparent,
}

/// A setting with the key it was written under.
struct Keyed(Ident, Setting);

impl Parse for Keyed {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key: Ident = input
            .call(syn::ext::IdentExt::parse_any)
            .map_err(|error| Error::new(error.span(), "write `key = value`"))?;
        let setting = match key.to_string().as_str() {
            "status" => Setting::Status(value(&key, input, "404")?),
            "transparent" => flag(&key, input).map(|()| Setting::Transparent)?,
            "header" => Setting::Header(input.parse()?),
            "title" | "type" | "detail" => Setting::Text(value(&key, input, "\"…\"")?),
            _ => return Err(unknown(&key, &KEYS)),
        };
        Ok(Keyed(key, setting))
    }
}

/// What the one attribute of a variant says.
fn kind(ident: &Ident, attributes: &[Attribute]) -> syn::Result<Kind> {
    let mut own = attributes.iter().filter(|a| a.path().is_ident("problem"));
    let Some(attribute) = own.next() else {
        let message = format!("`{ident}` has no status: write `{EXAMPLE}` above it");
        return Err(Error::new(ident.span(), message));
    };
    if let Some(second) = own.next() {
        let message = "a second attribute: write all options in one";
        return Err(Error::new_spanned(second, message));
    }
    let list = settings::<Keyed>(attribute, EXAMPLE)?;
    for (index, Keyed(key, _)) in list.iter().enumerate() {
        if key != "header" && list[..index].iter().any(|Keyed(known, _)| known == key) {
            let message = format!("`{key}` is given twice: keep one");
            return Err(Error::new(key.span(), message));
        }
    }
    if let Some(Keyed(key, _)) = list.iter().find(|Keyed(key, _)| key == "transparent") {
        if list.len() == 1 {
            return Ok(Kind::Transparent);
        }
        let message = "`transparent` takes all from its field: leave the other options out";
        return Err(Error::new(key.span(), message));
    }
    answer(attribute, list, &Docs::of(attributes))
}

/// What a variant answers itself.
fn answer(attribute: &Attribute, written: Vec<Keyed>, docs: &Docs) -> syn::Result<Kind> {
    let (mut status, mut type_uri, mut title) = (None, None, None);
    let mut headers = Vec::new();
    let mut detail = (!docs.summary.is_empty()).then(|| {
        let text = docs.summary.replace('{', "{{").replace('}', "}}");
        LitStr::new(&text, attribute.span())
    });
    for Keyed(key, setting) in written {
        match setting {
            Setting::Transparent => {}
            Setting::Status(lit) => status = Some(lit),
            Setting::Header(header) => headers.push(header),
            Setting::Text(lit) if key == "title" => title = Some(lit),
            Setting::Text(lit) if key == "detail" => detail = Some(lit),
            Setting::Text(lit) => type_uri = Some(lit),
        }
    }
    let Some(status) = status else {
        let message = format!("no status: write `{EXAMPLE}`");
        return Err(Error::new_spanned(attribute, message));
    };
    match status.base10_parse::<u16>() {
        Ok(400..=599) if status.suffix().is_empty() => Ok(Kind::Own {
            status,
            type_uri,
            title,
            detail,
            headers,
        }),
        _ => {
            let message = format!("`{status}` is no status of a problem: use 400 to 599");
            Err(Error::new(status.span(), message))
        }
    }
}

/// Clients tell two problems of one status apart by constants; `oneOf` needs them to differ.
fn tell_apart(variants: &[Variant], errors: &mut Errors) {
    let identity = |variant: &Variant| match &variant.kind {
        Kind::Wrong | Kind::Transparent => None,
        Kind::Own {
            status,
            type_uri,
            title,
            detail,
            ..
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

/// The `From` implementations, one for a type.
fn froms(input: &DeriveInput, variants: &[Variant], errors: &mut Errors) -> TokenStream {
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

/// Whether a format string has placeholders.
fn formatted(text: &str) -> bool {
    text.replace("{{", "").contains('{')
}

fn implement(ident: &Ident, variants: &[Variant]) -> TokenStream {
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
fn stub(input: &DeriveInput) -> TokenStream {
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
