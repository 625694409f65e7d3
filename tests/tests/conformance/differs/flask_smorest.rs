//! Where pages of flask-smorest differ on purpose.

use super::{
    BAD, Family, Instead, OPTIONS, OTHER_DIGITS, any, in_other_digits, is_beyond, path, value,
    values, without,
};

pub(crate) const FLASK_SMOREST: &[Family] = &[
    Family {
        ids: &["fs-options"],
        ..OPTIONS
    },
    Family {
        name: "numbers beyond 64 bits",
        why: "they lie beyond every list, as does the greatest of 64 bits",
        of: |case| path(case) == "/short-meta/" && any(case, &["page"], is_beyond),
        instead: Instead::As(|case| format!("{}&page={}", without(case, "page"), u64::MAX)),
        ids: &[],
        rows: &[("GET /short-meta/?page=99999999999999999999", 200, "", "[]")],
    },
    Family {
        name: "numbers in other digits",
        why: OTHER_DIGITS,
        of: in_other_digits,
        instead: BAD,
        ids: &[],
        rows: &[(
            "GET /books/?page=%D9%A2",
            400,
            "/errors/0/parameter",
            "\"page\"",
        )],
    },
    Family {
        name: "a default size above the maximum",
        why: "an app is not built with one that it refuses from clients, so that the maximum is it",
        of: |case| path(case) == "/books/default-over-max/" && value(case, "page_size").is_none(),
        instead: Instead::As(|case| {
            let (_, query) = case.request.path.split_once('?').unwrap_or_default();
            format!("{}?page_size=20&{query}", path(case))
        }),
        ids: &[],
        rows: &[
            ("GET /books/default-over-max/", 200, "/19/id", "20"),
            ("GET /books/default-over-max/", 200, "/20", ""),
        ],
    },
    Family {
        name: "a filter given twice",
        why: "which one is meant nobody knows",
        of: |case| {
            ["author", "year_min"]
                .iter()
                .any(|name| values(case, name).len() > 1)
        },
        instead: BAD,
        ids: &[],
        rows: &[(
            "GET /books/filtered/?author=Eco&author=Dumas",
            400,
            "/errors/0/parameter",
            "\"author\"",
        )],
    },
    Family {
        name: "a number in a filter",
        why: "arguments of handlers are in ASCII digits, whatever the style of pages takes",
        of: |case| {
            any(case, &["year_min"], |value| {
                value.starts_with('+') || value.parse::<i64>().is_err()
            })
        },
        instead: BAD,
        ids: &[],
        rows: &[(
            "GET /books/filtered/?year_min=1_900",
            400,
            "/errors/0/parameter",
            "\"year_min\"",
        )],
    },
];
