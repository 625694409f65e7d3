//! What differs on purpose where pages are asked for and shown, and what Folio answers instead.
//!
//! A family has whatever cases meet its condition; which of the sample do, its `ids` say, and its
//! `rows` are requests of the kind with what is at a place of the answer. Both are checked.

use folio::http::StatusCode;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::case::Case;

/// Cases that differ in one way.
pub(crate) struct Family {
    pub(crate) name: &'static str,
    pub(crate) why: &'static str,
    pub(crate) of: fn(&Case) -> bool,
    pub(crate) instead: Instead,
    pub(crate) ids: &'static [&'static str],
    pub(crate) rows: &'static [Row],
}

/// A request line, the status of its answer, a place in it and what is there as JSON: a JSON Pointer
/// into the body, or the name of a header and its text. Nothing is looked at behind `-`.
pub(crate) type Row = (&'static str, u16, &'static str, &'static str);

/// What is answered instead.
pub(crate) enum Instead {
    Status(StatusCode),
    /// What was recorded, once the body is altered so.
    Body(fn(&Case, &mut Value)),
    /// What another target is answered.
    As(fn(&Case) -> String),
}

const BAD: Instead = Instead::Status(StatusCode::BAD_REQUEST);

/// The pairs of a query, as they came.
fn pairs(case: &Case) -> impl Iterator<Item = &str> {
    let (_, query) = case.request.path.split_once('?').unwrap_or_default();
    query.split('&').filter(|pair| !pair.is_empty())
}

fn decoded(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

fn split(pair: &str) -> (String, String) {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    (decoded(name), decoded(value))
}

fn values(case: &Case, name: &str) -> Vec<String> {
    let all = pairs(case).map(split);
    all.filter(|(known, _)| known == name)
        .map(|(_, value)| value)
        .collect()
}

/// The last value of a parameter.
fn value(case: &Case, name: &str) -> Option<String> {
    values(case, name).pop()
}

fn path(case: &Case) -> &str {
    let path = case.request.path.split('?').next();
    path.unwrap_or_default()
}

/// The target without a parameter.
fn without(case: &Case, name: &str) -> String {
    let kept: Vec<&str> = pairs(case).filter(|pair| split(pair).0 != name).collect();
    format!("{}?{}", path(case), kept.join("&"))
}

/// Whether a number stands there that isn't written in ASCII.
fn in_other_digits(case: &Case) -> bool {
    let numbers = PARAMETERS.iter().flat_map(|name| values(case, name));
    let mut numbers = numbers.map(|value| value.trim().to_owned());
    numbers.any(|value| value.chars().any(|c| !c.is_ascii()))
}

/// The parameters of pages that are numbers, which cursors of the samples are too.
const PARAMETERS: [&str; 15] = [
    "page",
    "page_size",
    "page[number]",
    "page[size]",
    "page[offset]",
    "p",
    "per",
    "skip",
    "limit",
    "offset",
    "itemsPerPage",
    "items_per_page",
    "cursor",
    "page[after]",
    "page[before]",
];

fn is_zero(value: &str) -> bool {
    let value = value.trim();
    !value.is_empty() && value.bytes().all(|byte| byte == b'0')
}

/// Whether one of these parameters is given, and meets a condition.
fn any(case: &Case, names: &[&str], is: impl Fn(&str) -> bool) -> bool {
    names
        .iter()
        .filter_map(|name| value(case, name))
        .any(|value| is(&value))
}

const OTHER_DIGITS: &str =
    "numbers are written in ASCII digits: others look like what they are not";

const OPTIONS: Family = Family {
    name: "what OPTIONS answers",
    why: "an answer without content says so: 204, with `Allow`",
    of: |case| case.request.method == "OPTIONS",
    instead: Instead::Status(StatusCode::NO_CONTENT),
    ids: &[],
    rows: &[],
};

const HEAD: Family = Family {
    name: "HEAD",
    why: "HEAD goes wherever GET goes (RFC 9110 §9.3.2)",
    of: |case| case.request.method == "HEAD" && case.answer.status == 405,
    instead: Instead::Status(StatusCode::OK),
    ids: &[],
    rows: &[],
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

pub(crate) const FASTAPI_ARTICLE: &[Family] = &[
    Family {
        name: "a cursor with a fraction of zeros",
        why: "it is read as the size is, where that fraction was taken",
        of: |case| {
            any(case, &["cursor"], |value| {
                value.trim_end_matches('0').ends_with('.')
            })
        },
        instead: Instead::As(|case| case.request.path.replace(".0", "")),
        ids: &[],
        rows: &[("GET /users/cursor?cursor=1.0&limit=1", 200, "/0/id", "2")],
    },
    OPTIONS_ROWS,
    HEAD_ROWS,
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

const OPTIONS_ROWS: Family = Family {
    rows: &[("OPTIONS /books/offset", 204, "-", "")],
    ..OPTIONS
};

const HEAD_ROWS: Family = Family {
    rows: &[("HEAD /books/offset", 200, "-", "")],
    ..HEAD
};

/// A whole number in ASCII, as Python's `int` takes it.
fn whole(value: &str) -> Option<i128> {
    let value = value.trim();
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
    let mut groups = digits.split('_');
    let is_number =
        groups.all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
    let plain = value.replace('_', "");
    is_number.then(|| plain.parse().unwrap_or(i128::MAX))
}

/// Whether a number has more than 64 bits.
fn is_beyond(value: &str) -> bool {
    whole(value).is_some_and(|number| number > i128::from(u64::MAX))
}

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
            any(case, &POSITIONS, before) || any(case, &["page[number]", "p"], is_zero)
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
    let renamed = path(case) == "/books-renamed/";
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

/// Whether a route is not asked for in this way.
fn is_by(case: &Case, way: &str) -> bool {
    let own = match path(case) {
        path if path.contains("-offset") => "offset",
        path if path.contains("-cursor") => "cursor",
        _ => "number",
    };
    own != way
}

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
    let last = if is_descending { least } else { greatest };
    items(body).last().is_none_or(|item| item["id"] == last)
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
            names.iter().any(|name| values(case, name).len() > 1)
                || any(case, &["year__gte"], |value| value.parse::<i64>().is_err())
                || any(case, &["in_stock"], |value| value.parse::<bool>().is_err())
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
                        Value::Null => json!("null"),
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
            "\"[\\\"null\\\",10]\"",
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
