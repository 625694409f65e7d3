//! What seven typical handlers and a controller expand to, word for word, and how much that is.
//!
//! `FOLIO_EXPAND=overwrite cargo test -p folio-macros` records it anew: read it before it is kept.

use std::{fs, path::PathBuf};

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Meta, parse::Parser};

use crate::{attribute, controller, layout::layout};

/// The handlers, by the names of their files.
const HANDLERS: [&str; 8] = [
    "controller",
    "path_and_json",
    "query_values",
    "body_and_state",
    "delete_or_problem",
    "route_of_two_methods",
    "page_by_position",
    "paginated_list",
];

/// The most tokens that a path parameter and a JSON answer may cost.
const MOST: usize = 400;

#[test]
fn expansions_are_what_they_were() {
    let overwrite = std::env::var_os("FOLIO_EXPAND").is_some_and(|value| value == "overwrite");
    for name in HANDLERS {
        let expanded = layout(expand(&source(name)));
        let golden = file(name, "expanded");
        if overwrite {
            fs::write(&golden, &expanded).unwrap();
        }
        let recorded = fs::read_to_string(&golden).unwrap();
        assert!(expanded == recorded, "{name} expands to\n{expanded}");
    }
}

#[test]
fn expansions_are_items() {
    for name in HANDLERS {
        let expanded = expand(&source(name));
        let parsed = syn::parse2::<syn::File>(expanded);
        assert!(parsed.is_ok(), "{name}: {:?}", parsed.err());
    }
}

#[test]
fn a_typical_handler_is_few_tokens() {
    let source = source("path_and_json");
    let (_, _, item) = parts(&source);
    let cost = count(expand(&source)) - count(item);
    println!("{cost} tokens besides the function");
    assert!(cost <= MOST, "{cost} tokens");
}

fn file(name: &str, extension: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/expand");
    folder.join(name).with_extension(extension)
}

fn source(name: &str) -> String {
    fs::read_to_string(file(name, "rs")).unwrap()
}

/// The attribute, its options and the item of a file.
fn parts(source: &str) -> (String, TokenStream, TokenStream) {
    let split = |input: syn::parse::ParseStream<'_>| {
        Ok((
            input.call(Attribute::parse_outer)?,
            input.parse::<TokenStream>()?,
        ))
    };
    let (mut attributes, function) = split.parse_str(source).unwrap();
    let is_ours = |a: &Attribute| {
        ["controller", "get", "post", "delete", "route"]
            .iter()
            .any(|n| a.path().is_ident(n))
    };
    let ours = attributes.remove(attributes.iter().position(is_ours).unwrap());
    let Meta::List(list) = &ours.meta else {
        panic!("an attribute with options");
    };
    let name = ours.path().require_ident().unwrap().to_string();
    let mut item = TokenStream::new();
    for attribute in attributes {
        attribute.to_tokens(&mut item);
    }
    item.extend(function);
    (name, list.tokens.clone(), item)
}

fn expand(source: &str) -> TokenStream {
    let (name, options, item) = parts(source);
    if name == "controller" {
        return controller::expand(options, item);
    }
    let method = (name != "route").then(|| Ident::new(&name.to_uppercase(), Span::call_site()));
    attribute(options, item, method)
}

/// Every token, and each delimiter as one.
fn count(tokens: TokenStream) -> usize {
    let cost = |group: &Group| {
        let delimiters = if group.delimiter() == Delimiter::None {
            0
        } else {
            2
        };
        delimiters + count(group.stream())
    };
    tokens
        .into_iter()
        .map(|tree| match tree {
            TokenTree::Group(group) => cost(&group),
            _ => 1,
        })
        .sum()
}
