//! The comparison as mathematics has it: total, antisymmetric, transitive; and against a second one.

use std::cmp::Ordering;

use folio::pages::{Sort, SortSyntax};
use proptest::prelude::*;

use crate::record::City;

/// Few values, so that ties and nulls are many.
fn city() -> impl Strategy<Value = City> {
    let number = prop_oneof![Just(None), (-2..3_i64).prop_map(Some), Just(Some(i64::MIN))];
    let rating = prop_oneof![
        Just(None),
        Just(Some(0.0)),
        Just(Some(-0.0)),
        Just(Some(f64::NAN)),
        Just(Some(f64::INFINITY)),
        Just(Some(-1.5)),
    ];
    let text = prop_oneof![
        Just(""),
        Just("a"),
        Just("B"),
        Just("Ç"),
        Just("é"),
        Just("🌍")
    ];
    (
        0..6_u64,
        text.clone(),
        text,
        0..2_u32,
        number.clone(),
        rating,
        number.clone(),
        number,
    )
        .prop_map(
            |(id, name, country, population, elevation, rating, area, depth)| City {
                id,
                name: name.to_owned(),
                country_code: country.to_owned(),
                population,
                elevation,
                rating,
                area,
                depth,
            },
        )
}

/// A request for one to four columns, in any direction that is allowed.
fn terms() -> impl Strategy<Value = Vec<&'static str>> {
    let columns = vec![
        vec!["id", "-id"],
        vec!["name", "-name"],
        vec!["country", "-country"],
        vec!["-population"],
        vec!["elevation", "-elevation"],
        vec!["rating", "-rating"],
        vec!["area", "-area"],
        vec!["depth", "-depth"],
    ];
    proptest::sample::subsequence(columns, 1..=4)
        .prop_shuffle()
        .prop_flat_map(|columns| {
            let each = columns.into_iter().map(proptest::sample::select);
            each.collect::<Vec<_>>()
        })
}

fn sort(terms: &[&str]) -> Sort<City> {
    let query = format!("sort={}", terms.join(","));
    Sort::parse(&query, &SortSyntax::default()).unwrap()
}

/// Nulls by a rank of their own, then values, as a plain `ORDER BY` would.
fn expected(terms: &[&str], a: &City, b: &City) -> Ordering {
    let mut terms = terms.to_vec();
    if !terms
        .iter()
        .any(|term| term.trim_start_matches('-') == "id")
    {
        terms.push("id");
    }
    let orders = terms.iter().map(|term| {
        let (name, down) = match term.strip_prefix('-') {
            Some(name) => (name, true),
            None => (*term, false),
        };
        let way = |order: Ordering| if down { order.reverse() } else { order };
        let numbers = |a: Option<i64>, b: Option<i64>, first: bool| {
            let rank = |value: Option<i64>| value.is_none() != first;
            rank(a).cmp(&rank(b)).then(way(a.cmp(&b)))
        };
        match name {
            "id" => way(a.id.cmp(&b.id)),
            "name" => way(a.name.chars().cmp(b.name.chars())),
            "country" => way(a.country_code.chars().cmp(b.country_code.chars())),
            "population" => way(a.population.cmp(&b.population)),
            "elevation" => numbers(a.elevation, b.elevation, !down),
            "area" => numbers(a.area, b.area, true),
            "depth" => numbers(a.depth, b.depth, down),
            _ => {
                let floats = |a: f64, b: f64| {
                    a.partial_cmp(&b)
                        .unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
                };
                match (a.rating, b.rating) {
                    (Some(a), Some(b)) => way(floats(a, b)),
                    (a, b) => a.is_none().cmp(&b.is_none()),
                }
            }
        }
    });
    orders.fold(Ordering::Equal, Ordering::then)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_are_in_a_total_order(terms in terms(), a in city(), b in city(), c in city()) {
        let sort = sort(&terms);
        prop_assert_eq!(sort.compare(&a, &a), Ordering::Equal);
        prop_assert_eq!(sort.compare(&a, &b), sort.compare(&b, &a).reverse());
        if a.id != b.id {
            prop_assert!(sort.compare(&a, &b).is_ne(), "the key tells any two rows apart");
        }
        if sort.compare(&a, &b).is_le() && sort.compare(&b, &c).is_le() {
            prop_assert!(sort.compare(&a, &c).is_le());
        }
    }

    #[test]
    fn rows_are_in_the_order_that_was_asked_for(terms in terms(), a in city(), b in city()) {
        prop_assert_eq!(sort(&terms).compare(&a, &b), expected(&terms, &a, &b));
    }

    #[test]
    fn keys_compare_as_their_rows_do(terms in terms(), a in city(), b in city()) {
        let sort = sort(&terms);
        let keys = sort.keys(&b);
        prop_assert!(sort.fits(&keys));
        prop_assert_eq!(keys.len(), sort.columns().len());
        prop_assert_eq!(sort.compare_keys(&a, &keys), sort.compare(&a, &b));
    }

    #[test]
    fn any_request_is_read_or_refused(query in any::<String>(), list in "[-+, a-z%&=]{0,40}") {
        let syntax = SortSyntax::default();
        for query in [query, format!("sort={list}")] {
            match Sort::<City>::parse(&query, &syntax) {
                Ok(sort) => {
                    let again = Sort::parse(&format!("sort={sort}"), &syntax);
                    prop_assert_eq!(again.ok(), Some(sort), "what it is called is read as the same");
                }
                Err(refused) => prop_assert_eq!(refused.errors.len(), 1),
            }
        }
    }
}
