//! The rows behind the page samples, by the formulas of their README.

use std::sync::Arc;

use folio::{Redirect, Sortable, http::Uri};
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Debug, Clone, Serialize, ToSchema, Sortable)]
pub(crate) struct Book {
    #[sort(key)]
    pub(crate) id: i64,
    #[sort]
    pub(crate) title: String,
    #[sort]
    pub(crate) author: String,
    #[sort]
    pub(crate) year: i64,
    #[sort]
    pub(crate) rating: Option<f64>,
    #[sort]
    price_cents: u64,
    #[sort]
    pub(crate) in_stock: bool,
    #[sort]
    created_at: String,
}

/// What the routes share.
pub(crate) type Books = Arc<[Book]>;

const AUTHORS: [&str; 7] = [
    "Adams",
    "Brontë",
    "Çelik",
    "Dumas",
    "Eco",
    "O'Brien & Sons",
    "García Márquez",
];

/// How many there are.
pub(crate) const COUNT: u64 = 137;

impl Book {
    fn new(id: u64) -> Book {
        let fraction = if id % 3 == 2 { ".123456" } else { "" };
        Book {
            id: i64::try_from(id).unwrap(),
            title: format!("Book {:03}", id * 53 % COUNT),
            author: AUTHORS[usize::try_from(id * 5 % 7).unwrap()].to_owned(),
            year: 1900 + i64::try_from(id * 37 % 61).unwrap(),
            rating: (!id.is_multiple_of(10))
                .then(|| f64::from(u8::try_from(id * 7 % 11).unwrap()) / 2.0),
            price_cents: 500 + id * 97 % 1000,
            in_stock: !id.is_multiple_of(3),
            created_at: format!("2024-01-01T00:{:02}:00{fraction}", id / 3),
        }
    }
}

/// The first rows.
pub(crate) fn first(count: u64) -> Books {
    (1..=count).map(Book::new).collect()
}

/// The same target with a slash behind its path, its query as it came.
pub(crate) fn with_slash(uri: &Uri) -> Redirect {
    at(format!("{}/", uri.path()), uri)
}

/// The same target without the slash behind its path.
pub(crate) fn without_slash(uri: &Uri) -> Redirect {
    at(uri.path().trim_end_matches('/').to_owned(), uri)
}

fn at(mut target: String, uri: &Uri) -> Redirect {
    if let Some(query) = uri.query() {
        target.push('?');
        target.push_str(query);
    }
    Redirect::to(target)
}
