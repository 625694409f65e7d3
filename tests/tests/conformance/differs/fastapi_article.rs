//! Where pages of the `FastAPI` article differ on purpose.

use super::{BAD, Family, HEAD, Instead, OPTIONS, any, value, whole, without};

pub(crate) const FASTAPI_ARTICLE: &[Family] = &[
    Family {
        name: "a cursor with a fraction of zeros",
        why: "it is read as the size is, where that fraction was taken",
        of: |case| {
            any(case, &["cursor"], |value| {
                let front = value.trim_end_matches('0').strip_suffix('.');
                value.ends_with('0') && front.is_some_and(|front| whole(front).is_some())
            })
        },
        instead: Instead::As(|case| {
            let cursor = value(case, "cursor").unwrap_or_default();
            let whole = cursor.split('.').next().unwrap_or_default();
            format!("{}&cursor={whole}", without(case, "cursor"))
        }),
        ids: &[],
        rows: &[
            ("GET /users/cursor?cursor=1.0&limit=1", 200, "/0/id", "2"),
            ("GET /users/cursor?cursor=1.00&limit=1", 200, "/0/id", "2"),
            ("GET /users/cursor?cursor=1.&limit=1", 400, "-", ""),
        ],
    },
    Family {
        rows: &[("OPTIONS /books/offset", 204, "-", "")],
        ..OPTIONS
    },
    Family {
        rows: &[("HEAD /books/offset", 200, "-", "")],
        ..HEAD
    },
    Family {
        name: "a cursor that is no number",
        why: "an empty list would look like the end of the list",
        of: |case| {
            any(case, &["cursor"], |value| {
                !value.is_empty() && whole(value).is_none()
            })
        },
        instead: BAD,
        ids: &["fa-cursor-nul"],
        rows: &[(
            "GET /users/cursor?cursor=abc",
            400,
            "/errors/0/parameter",
            "\"cursor\"",
        )],
    },
    Family {
        name: "a cursor in front of all rows",
        why: "the rows behind a key are there whether its own is: a deleted one doesn't end a walk",
        of: |case| {
            any(case, &["cursor"], |value| {
                whole(value).is_some_and(|key| key <= 0)
            })
        },
        instead: Instead::As(|case| without(case, "cursor")),
        ids: &[],
        rows: &[
            ("GET /users/cursor?cursor=0&limit=1", 200, "/0/id", "1"),
            ("GET /users/cursor?cursor=-1&limit=1", 200, "/0/id", "1"),
        ],
    },
];
