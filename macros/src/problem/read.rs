//! What the attributes of a problem say, and what is wrong with it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{
    Attribute, Data, DeriveInput, Error, Field, Fields, LitInt, LitStr,
    parse::{Parse, ParseStream},
    spanned::Spanned,
};

use super::{Kind, Member, Variant, formatted};
use crate::{
    docs::Docs,
    errors::Errors,
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
pub(super) fn variants(input: &DeriveInput, errors: &mut Errors) -> Vec<Variant> {
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
pub(super) fn tell_apart(variants: &[Variant], errors: &mut Errors) {
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
