//! Records in order, with keywords, names that generated code has, and every option.

#![deny(warnings)]
#![allow(non_upper_case_globals)]
#![no_implicit_prelude]

const row: u8 = 1;
static value: u8 = 2;

mod folio_ {
    pub(crate) use ::folio::{Sort, Sortable};
}

#[derive(folio_::Sortable)]
#[sort(default = "-type , rank")]
struct Everything {
    #[sort(key)]
    r#type: ::std::string::String,
    #[sort(key, hidden, only = descending)]
    row: u64,
    #[sort(
        name = "a-b.c_1",
        expression = "lower(value)",
        collation = "NOCASE",
        nulls = greatest,
        only = ascending,
    )]
    value: ::std::option::Option<::std::string::String>,
    #[sort(hidden, nulls = least)]
    rank: ::std::option::Option<f64>,
    #[sort()]
    column: bool,
    other: u8,
}

/// The key alone.
#[derive(folio_::Sortable)]
struct Key {
    #[sort(key)]
    id: i64,
}

#[::folio::get("/everything")]
fn everything(sort: folio_::Sort<Everything>, page: ::std::option::Option<folio_::Sort<Key>>) -> u64 {
    let one = Everything {
        r#type: ::std::string::String::new(),
        row: 1,
        value: ::std::option::Option::None,
        rank: ::std::option::Option::None,
        column: true,
        other: row + value,
    };
    ::std::assert!(sort.compare(&one, &one).is_eq());
    ::std::assert!(page.is_none());
    <u64 as ::std::convert::From<u8>>::from(one.other)
}

fn main() {
    fn sorted<T: folio_::Sortable>() -> ::std::string::String {
        ::std::string::ToString::to_string(&<folio_::Sort<T> as ::std::default::Default>::default())
    }
    ::std::assert_eq!(sorted::<Everything>(), "-type,rank,-row");
    ::std::assert_eq!(sorted::<Key>(), "id");
    let _ = ::folio::App::new("t", "1").routes(::folio::routes![everything]);
}
