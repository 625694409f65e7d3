//! Where pages of `starlette_jsonapi` differ on purpose.

use serde_json::json;

use super::{
    BAD, Family, HEAD, Instead, OPTIONS, OTHER_DIGITS, any, in_other_digits, is_beyond, is_zero,
    pairs, path, split,
};
use crate::case::Case;

/// What positions are asked by in JSON:API.
const POSITIONS: [&str; 3] = ["page[number]", "page[offset]", "p"];
const SIZES: [&str; 2] = ["page[size]", "per"];

pub(crate) const STARLETTE_JSONAPI: &[Family] = &[
    Family {
        rows: &[("OPTIONS /books/", 204, "-", "")],
        ..OPTIONS
    },
    Family {
        rows: &[("HEAD /books/", 200, "-", "")],
        ..HEAD
    },
    Family {
        name: "numbers in other digits",
        why: OTHER_DIGITS,
        of: in_other_digits,
        instead: BAD,
        ids: &[],
        rows: &[(
            "GET /books/?page[number]=%D9%A2",
            400,
            "/errors/0/parameter",
            "\"page[number]\"",
        )],
    },
    Family {
        name: "a page that there is not",
        why: "the default in its place would pass for what was asked for",
        of: |case| {
            let before =
                |value: &str| value.trim_start().starts_with('-') || value.trim().is_empty();
            let numbers: &[&str] = if is_renamed(case) { &["p"] } else { &POSITIONS };
            any(case, numbers, before)
                || !path(case).contains("-offset") && any(case, numbers, is_zero)
        },
        instead: BAD,
        ids: &["sj-number-minus", "sj-renamed-minus"],
        rows: &[
            (
                "GET /books/?page[number]=0",
                400,
                "/errors/0/parameter",
                "\"page[number]\"",
            ),
            (
                "GET /books-offset/?page[offset]=-1",
                400,
                "/errors/0/parameter",
                "\"page[offset]\"",
            ),
            (
                "GET /books/?page[number]=",
                400,
                "/errors/0/parameter",
                "\"page[number]\"",
            ),
        ],
    },
    Family {
        name: "pages without items",
        why: "a walk over them never ends",
        of: |case| {
            any(case, &SIZES, |size| {
                is_zero(size) || size.trim_start().starts_with('-')
            })
        },
        instead: BAD,
        ids: &["sj-cursor-size-0"],
        rows: &[(
            "GET /books/?page[size]=0",
            400,
            "/errors/0/parameter",
            "\"page[size]\"",
        )],
    },
    Family {
        name: "a fieldset given twice",
        why: "which one is meant nobody knows",
        of: |case| {
            if path(case) != "/books/" {
                return false;
            }
            let names = || pairs(case).map(|pair| split(pair).0);
            let mut fieldsets = names().filter(|name| name.starts_with("fields["));
            fieldsets.any(|name| names().filter(|known| *known == name).count() > 1)
        },
        instead: BAD,
        ids: &[],
        rows: &[(
            "GET /books/?fields[books]=year&fields[books]=title",
            400,
            "/errors/0/parameter",
            "\"fields[books]\"",
        )],
    },
    Family {
        name: "numbers beyond 64 bits",
        why: "they lie beyond every list, where the page before the last there can be is as empty",
        of: |case| any(case, &POSITIONS, is_beyond),
        instead: Instead::Body(|_, body| {
            let link = body["links"]["prev"].as_str().unwrap_or_default();
            let Some((front, rest)) = link.split_once('&') else {
                return;
            };
            let (front, _) = front.split_once('=').unwrap_or_default();
            let (_, size) = rest.split_once('=').unwrap_or_default();
            let back = if front.contains("offset") {
                size.parse().unwrap_or_default()
            } else {
                1
            };
            let place = u64::MAX - back;
            body["links"]["prev"] = json!(format!("{front}={place}&{rest}"));
        }),
        ids: &["sj-number-number-huge"],
        rows: &[],
    },
    Family {
        name: "the last page of nothing",
        why: "page 0 is refused, so that no link leads there: an empty list has one page",
        of: |case| path(case) == "/empties/",
        instead: Instead::Body(|_, body| {
            let last = body["links"]["last"].as_str().unwrap_or_default();
            body["links"]["last"] = json!(last.replace("number%5D=0&", "number%5D=1&"));
        }),
        ids: &["sj-empty-2"],
        rows: &[],
    },
    Family {
        name: "other parameters in links",
        why: "a link without the filter of its page leads to another list",
        of: |case| others(case).next().is_some(),
        instead: Instead::Body(|case, body| {
            let kept = others(case).map(|pair| pair.replace('[', "%5B").replace(']', "%5D"));
            let kept: Vec<String> = kept.collect();
            for link in body["links"]
                .as_object_mut()
                .into_iter()
                .flat_map(|links| links.values_mut())
            {
                if let Some((path, query)) = link.as_str().and_then(|link| link.split_once('?')) {
                    *link = json!(format!("{path}?{}&{query}", kept.join("&")));
                }
            }
        }),
        ids: &["sj-brackets-double"],
        rows: &[
            (
                "GET /books/?fields[books]=year&page[size]=5",
                200,
                "/links/next",
                "\"/books/?fields%5Bbooks%5D=year&page%5Bnumber%5D=2&page%5Bsize%5D=5\"",
            ),
            (
                "GET /books/?fields[books]=year&page[size]=5",
                200,
                "/data/0/attributes",
                "{\"year\":1937}",
            ),
        ],
    },
];

/// The parameters that don't ask for a page.
fn others(case: &Case) -> impl Iterator<Item = &str> {
    let renamed = is_renamed(case);
    pairs(case).filter(move |pair| {
        let (name, _) = split(pair);
        match name.as_str() {
            "p" | "per" => !renamed,
            "page[number]" => renamed || is_by(case, "number"),
            "page[offset]" => is_by(case, "offset"),
            "page[after]" | "page[before]" => is_by(case, "cursor"),
            "page[size]" => renamed,
            _ => true,
        }
    })
}

fn is_renamed(case: &Case) -> bool {
    path(case) == "/books-renamed/"
}

/// Whether a route is not asked for in this way.
fn is_by(case: &Case, way: &str) -> bool {
    let own = match path(case) {
        path if path.contains("-offset") => "offset",
        path if path.contains("-cursor") => "cursor",
        _ => "number",
    };
    own != way
}
