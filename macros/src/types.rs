//! Types as they are written: what no endpoint can take or return, whatever it means.

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, Type, TypeReference};

/// The first `impl Trait` in a type.
pub(crate) fn nameless(ty: &Type) -> Option<&Type> {
    find(ty, &|ty| matches!(ty, Type::ImplTrait(_)))
}

/// The first reference in a type that isn't `'static`.
pub(crate) fn borrowed(ty: &Type) -> Option<&TypeReference> {
    let short = |reference: &TypeReference| {
        let lifetime = reference.lifetime.as_ref();
        lifetime.is_none_or(|lifetime| lifetime.ident != "static")
    };
    match find(ty, &|ty| matches!(ty, Type::Reference(r) if short(r)))? {
        Type::Reference(reference) => Some(reference),
        _ => None,
    }
}

/// The first type in another, from outside, that is wanted.
fn find<'a>(ty: &'a Type, wanted: &dyn Fn(&Type) -> bool) -> Option<&'a Type> {
    if wanted(ty) {
        return Some(ty);
    }
    match ty {
        Type::Array(array) => find(&array.elem, wanted),
        Type::Group(group) => find(&group.elem, wanted),
        Type::Paren(paren) => find(&paren.elem, wanted),
        Type::Reference(reference) => find(&reference.elem, wanted),
        Type::Slice(slice) => find(&slice.elem, wanted),
        Type::Tuple(tuple) => tuple.elems.iter().find_map(|ty| find(ty, wanted)),
        Type::Path(path) => {
            let segments = path.path.segments.iter();
            segments
                .filter_map(|segment| match &segment.arguments {
                    PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
                    _ => None,
                })
                .flatten()
                .find_map(|argument| match argument {
                    GenericArgument::Type(ty) => find(ty, wanted),
                    _ => None,
                })
        }
        _ => None,
    }
}

/// A type without the groups that a macro's fragments come in.
pub(crate) fn ungrouped(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungrouped(&group.elem),
        Type::Paren(paren) => ungrouped(&paren.elem),
        ty => ty,
    }
}

/// A type as one would write it, for errors.
pub(crate) fn written(ty: &Type) -> String {
    let text = ungrouped(ty).to_token_stream().to_string();
    let pairs = [
        (" :: ", "::"),
        (":: ", "::"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
    ];
    pairs
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to))
}
