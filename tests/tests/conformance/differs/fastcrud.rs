//! Where pages of fastcrud differ on purpose.

use serde_json::{Value, json};

use super::{
    BAD, Family, HEAD, Instead, OPTIONS, OTHER_DIGITS, any, in_other_digits, is_zero, path, value,
    values, without,
};
use crate::case::Case;

/// A recorded page by cursor: its column, its items and whether there are more than it has.
fn items(body: &Value) -> &[Value] {
    body["data"].as_array().map_or(&[], Vec::as_slice)
}

fn is_by_cursor(case: &Case) -> bool {
    path(case).starts_with("/cursor/") && case.answer.status == 200
}

/// The column a page is sorted by, where that is not the key alone.
fn column(case: &Case) -> Option<String> {
    value(case, "sort_column").filter(|column| column != "id")
}

/// Whether its last item is the last of the list.
fn ends(case: &Case, body: &Value) -> bool {
    let (least, greatest) = match path(case) {
        "/cursor/twenties" => (1, 20),
        "/cursor/zero-based" => (0, 4),
        _ => (1, crate::books::COUNT),
    };
    let is_descending = value(case, "sort_order").as_deref() == Some("desc");
    let end = if is_descending { least } else { greatest };
    items(body).last().is_none_or(|item| item["id"] == end)
}

fn recorded(case: &Case) -> Value {
    crate::paged::body(&case.answer)
}

pub(crate) const FASTCRUD: &[Family] = &[
    Family {
        rows: &[("OPTIONS /books", 204, "-", "")],
        ..OPTIONS
    },
    Family {
        ids: &["fc-head"],
        ..HEAD
    },
    Family {
        name: "pages of no number or no size",
        why: "another in its place would pass for what was asked for",
        of: |case| {
            let zero = |value: &str| is_zero(value) || value.trim_start().starts_with('-');
            any(
                case,
                &["page", "itemsPerPage", "items_per_page", "limit"],
                zero,
            ) || any(case, &["offset"], |value| {
                value.trim_start().starts_with('-')
            })
        },
        instead: BAD,
        ids: &[],
        rows: &[
            ("GET /books?page=0", 400, "/errors/0/parameter", "\"page\""),
            (
                "GET /books?itemsPerPage=0",
                400,
                "/errors/0/parameter",
                "\"itemsPerPage\"",
            ),
            (
                "GET /books?offset=0&limit=0",
                400,
                "/errors/0/parameter",
                "\"limit\"",
            ),
            (
                "GET /books?offset=-1",
                400,
                "/errors/0/parameter",
                "\"offset\"",
            ),
        ],
    },
    Family {
        name: "items_per_page",
        why: "answers say `items_per_page`, so it can be asked by as well",
        of: |case| !path(case).starts_with("/custom") && value(case, "items_per_page").is_some(),
        instead: Instead::As(|case| case.request.path.replace("items_per_page", "itemsPerPage")),
        ids: &[],
        rows: &[("GET /books?items_per_page=2&page=2", 200, "/data/0/id", "3")],
    },
    Family {
        name: "names to sort by",
        why: "an empty name, a column twice or two orders are mistakes, of which nobody knows what is meant",
        of: |case| {
            let mut names: Vec<String> = values(case, "sort")
                .iter()
                .flat_map(|list| list.split(','))
                .map(|name| name.trim().trim_start_matches('-').to_owned())
                .collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            let twice = ["sort", "sort_column", "sort_order"];
            names.len() < count
                || names.iter().any(String::is_empty)
                || twice.iter().any(|name| values(case, name).len() > 1)
        },
        instead: BAD,
        ids: &[],
        rows: &[
            ("GET /books?sort=", 400, "/errors/0/parameter", "\"sort\""),
            (
                "GET /books?sort=title,-title",
                400,
                "/errors/0/parameter",
                "\"sort\"",
            ),
            (
                "GET /books?sort=title&sort=year",
                400,
                "/errors/0/parameter",
                "\"sort\"",
            ),
        ],
    },
    Family {
        name: "filters of another type",
        why: "no row meets them, and nobody is told why",
        of: |case| {
            let names = ["author", "year__gte", "in_stock"];
            let is_filtered = path(case) == "/books";
            is_filtered
                && (names.iter().any(|name| values(case, name).len() > 1)
                    || any(case, &["year__gte"], |value| {
                        value.starts_with('+') || value.parse::<i64>().is_err()
                    })
                    || any(case, &["in_stock"], |value| value.parse::<bool>().is_err()))
        },
        instead: BAD,
        ids: &[],
        rows: &[
            (
                "GET /books?year__gte=abc",
                400,
                "/errors/0/parameter",
                "\"year__gte\"",
            ),
            (
                "GET /books?in_stock=maybe",
                400,
                "/errors/0/parameter",
                "\"in_stock\"",
            ),
        ],
    },
    Family {
        name: "a cursor of one column",
        why: "rows that are equal in it would be lost: cursors hold the key too",
        of: |case| is_by_cursor(case) && column(case).is_some() && value(case, "cursor").is_some(),
        instead: BAD,
        ids: &[],
        rows: &[
            (
                "GET /cursor/books?sort_column=year&cursor=1950",
                400,
                "/errors/0/parameter",
                "\"cursor\"",
            ),
            (
                "GET /cursor/books?sort_column=year&cursor=%5B1900,33%5D&limit=1",
                200,
                "/data/0/id",
                "61",
            ),
        ],
    },
    Family {
        name: "the cursor of a column",
        why: "rows that are equal in it would be lost: cursors hold the key too",
        of: |case| is_by_cursor(case) && column(case).is_some(),
        instead: Instead::Body(|case, body| {
            let limit = value(case, "limit").and_then(|limit| limit.parse().ok());
            let is_full = items(body).len() == limit.unwrap_or(100);
            let column = column(case).unwrap_or_default();
            body["next_cursor"] = match items(body).last() {
                Some(last) if is_full && items(body).len() < 137 => {
                    let value = match &last[column] {
                        Value::Bool(value) => json!(value.to_string()),
                        value => value.clone(),
                    };
                    json!(json!([value, last["id"]]).to_string())
                }
                _ => Value::Null,
            };
        }),
        ids: &["fc-cursor-column-created", "fc-cursor-column-bool"],
        rows: &[(
            "GET /cursor/books?sort_column=rating&limit=1",
            200,
            "/next_cursor",
            "\"[null,10]\"",
        )],
    },
    Family {
        name: "a cursor behind the last row",
        why: "a page that nothing follows says so, instead of leading to an empty one",
        of: |case| is_by_cursor(case) && ends(case, &recorded(case)),
        instead: Instead::Body(|_, body| body["next_cursor"] = Value::Null),
        ids: &[],
        rows: &[
            (
                "GET /cursor/books?cursor=127&limit=10",
                200,
                "/data/9/id",
                "137",
            ),
            (
                "GET /cursor/books?cursor=127&limit=10",
                200,
                "/next_cursor",
                "null",
            ),
        ],
    },
    Family {
        name: "an empty cursor",
        why: "an empty field of a form asks for nothing, as elsewhere",
        of: |case| {
            path(case).starts_with("/cursor/") && value(case, "cursor").as_deref() == Some("")
        },
        instead: Instead::As(|case| without(case, "cursor")),
        ids: &[],
        rows: &[("GET /cursor/books?cursor=&limit=1", 200, "/data/0/id", "1")],
    },
    Family {
        name: "numbers in other digits",
        why: OTHER_DIGITS,
        of: in_other_digits,
        instead: BAD,
        ids: &[],
        rows: &[(
            "GET /cursor/books?cursor=%D9%A2",
            400,
            "/errors/0/parameter",
            "\"cursor\"",
        )],
    },
];
