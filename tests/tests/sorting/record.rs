//! What `#[derive(Sortable)]` leaves of a record.

use folio::{
    Sortable,
    pages::{Column, KeyKind, KeyValue, Sort, SortDirection, SortSyntax},
};

/// A populated place.
#[derive(Debug, Clone, Sortable, serde::Serialize, utoipa::ToSchema)]
#[sort(default = "-population, name")]
pub(crate) struct City {
    #[sort(key)]
    pub(crate) id: u64,
    #[sort(expression = "lower(city.name)", collation = "NOCASE")]
    pub(crate) name: String,
    #[sort(name = "country")]
    pub(crate) country_code: String,
    #[sort(only = descending)]
    pub(crate) population: u32,
    #[sort]
    pub(crate) elevation: Option<i64>,
    #[sort(nulls = last)]
    pub(crate) rating: Option<f64>,
    #[sort(nulls = first)]
    pub(crate) area: Option<i64>,
    #[sort(nulls = greatest)]
    pub(crate) depth: Option<i64>,
}

/// A row of a table whose key is of two fields, neither of them for requests.
#[derive(Debug, Clone, Copy, Sortable)]
struct Line {
    #[sort(key, hidden)]
    order: u32,
    #[sort(key, hidden, only = descending)]
    number: u16,
    #[sort]
    r#type: bool,
    /// Not for sorting.
    amount: i64,
}

pub(crate) fn parsed(query: &str) -> Sort<City> {
    Sort::parse(query, &SortSyntax::default()).unwrap()
}

#[test]
fn columns_are_what_the_fields_say() {
    let names: Vec<&str> = City::COLUMNS.iter().map(Column::name).collect();
    let all = [
        "id",
        "name",
        "country",
        "population",
        "elevation",
        "rating",
        "area",
        "depth",
    ];
    assert_eq!(names, all);
    let sql: Vec<&str> = City::COLUMNS.iter().map(Column::expression).collect();
    assert_eq!(sql[..3], ["id", "lower(city.name)", "country_code"]);
    let collations: Vec<_> = City::COLUMNS.iter().map(Column::collation).collect();
    assert_eq!(collations[..3], [None, Some("NOCASE"), None]);
    let kinds: Vec<KeyKind> = City::COLUMNS.iter().map(Column::kind).collect();
    let expected = [
        KeyKind::Uint,
        KeyKind::Text,
        KeyKind::Text,
        KeyKind::Uint,
        KeyKind::Int,
        KeyKind::Float,
        KeyKind::Int,
        KeyKind::Int,
    ];
    assert_eq!(kinds, expected);
    let nullable: Vec<bool> = City::COLUMNS.iter().map(Column::is_nullable).collect();
    assert_eq!(
        nullable,
        [false, false, false, false, true, true, true, true]
    );
    assert_eq!(City::KEY, [0]);
    assert_eq!(
        City::DEFAULT,
        [
            (3, SortDirection::Descending),
            (1, SortDirection::Ascending)
        ]
    );
}

#[test]
fn nulls_stand_where_the_field_says() {
    let (up, down) = (SortDirection::Ascending, SortDirection::Descending);
    let first = |name: &str| {
        let column = City::COLUMNS.iter().find(|c| c.name() == name).unwrap();
        (column.nulls_first(up), column.nulls_first(down))
    };
    assert_eq!(first("elevation"), (true, false));
    assert_eq!(first("rating"), (false, false));
    assert_eq!(first("area"), (true, true));
    assert_eq!(first("depth"), (false, true));
}

#[test]
fn every_order_ends_in_the_key() {
    for (query, order) in [
        ("", "-population,name,id"),
        ("sort=name", "name,id"),
        ("sort=-id", "-id"),
        ("sort=id,name", "id,name"),
        ("sort=country,-population", "country,-population,id"),
    ] {
        assert_eq!(parsed(query).to_string(), order, "{query}");
    }
    let line = |query| Sort::<Line>::parse(query, &SortSyntax::default()).unwrap();
    assert_eq!(line("").to_string(), "order,-number");
    assert_eq!(line("sort=-type").to_string(), "-type,order,-number");
}

#[test]
fn a_row_is_compared_by_its_keys() {
    let line = |order, number, r#type| Line {
        order,
        number,
        r#type,
        amount: 7,
    };
    let sort = Sort::<Line>::parse("sort=-type", &SortSyntax::default()).unwrap();
    let (a, b) = (line(1, 2, true), line(1, 1, true));
    assert!(sort.compare(&a, &b).is_lt());
    assert!(sort.compare(&line(9, 9, true), &line(1, 1, false)).is_lt());
    let keys = sort.keys(&a);
    let expected = [KeyValue::Bool(true), KeyValue::Uint(1), KeyValue::Uint(2)];
    assert_eq!(keys, expected);
    assert!(sort.compare_keys(&b, &keys).is_gt());
    assert!(sort.fits(&keys));
    assert!(!sort.fits(&keys[..2]));
    let null = [KeyValue::Null, KeyValue::Uint(1), KeyValue::Uint(2)];
    assert!(!sort.fits(&null), "a key that no row has");
    let other = [KeyValue::Bool(true), KeyValue::Int(1), KeyValue::Uint(2)];
    assert!(!sort.fits(&other), "a key of another kind");
    assert_eq!(a.amount, 7);
}

#[test]
fn a_fingerprint_is_that_of_one_order() {
    let orders = [
        "",
        "sort=name",
        "sort=-name",
        "sort=country",
        "sort=-population",
        "sort=country,name",
        "sort=name,country",
        "sort=elevation",
        "sort=-elevation",
        "sort=rating",
        "sort=area",
        "sort=depth",
        "sort=id",
        "sort=-id",
    ];
    for (index, a) in orders.iter().enumerate() {
        for (other, b) in orders.iter().enumerate() {
            let same = parsed(a).fingerprint() == parsed(b).fingerprint();
            assert_eq!(same, index == other, "{a} and {b}");
        }
    }
    let one = parsed("sort=-population,name").fingerprint();
    assert_eq!(one, parsed("").fingerprint(), "the default by its name");
    assert_eq!(one, parsed("sort=-population,name,id").fingerprint());
}

/// Records that differ by one fact of one column each.
mod changed {
    #![allow(dead_code, reason = "fields are there for their columns")]

    macro_rules! record {
        ($name:ident, $type:ty, $($option:tt)*) => {
            #[derive(folio::Sortable)]
            pub(super) struct $name {
                #[sort($($option)*)]
                a: $type,
                #[sort(key)]
                id: u64,
            }
        };
    }

    record!(Plain, Option<String>, name = "a");
    record!(Named, Option<String>, name = "b", expression = "a");
    record!(Expressed, Option<String>, expression = "lower(a)");
    record!(Collated, Option<String>, collation = "lower(a)");
    record!(NullsLast, Option<String>, nulls = last);
    record!(Number, Option<i64>, name = "a");
}

#[test]
fn a_fingerprint_holds_every_fact() {
    fn of<T: Sortable>(name: &str) -> String {
        let syntax = SortSyntax::default();
        let sort = Sort::<T>::parse(&format!("sort={name}"), &syntax).unwrap();
        sort.fingerprint()
    }
    let all = [
        of::<changed::Plain>("a"),
        of::<changed::Named>("b"),
        of::<changed::Expressed>("a"),
        of::<changed::Collated>("a"),
        of::<changed::NullsLast>("a"),
        of::<changed::Number>("a"),
    ];
    for (index, a) in all.iter().enumerate() {
        for (other, b) in all.iter().enumerate() {
            assert_eq!(a == b, index == other, "{a:?} and {b:?}");
        }
    }
}
