//! What requests ask for, and what the document says they may.

use folio::{
    App, get,
    pages::{Sort, SortSyntax},
    routes,
    test::Client,
};
use serde_json::{Value, json};

use crate::record::City;

fn all() -> Vec<City> {
    let city = |id, name: &str, country: &str, population, elevation| City {
        id,
        name: name.to_owned(),
        country_code: country.to_owned(),
        population,
        elevation,
        rating: None,
        area: None,
        depth: None,
    };
    vec![
        city(1, "Lima", "PE", 10, Some(161)),
        city(2, "Oslo", "NO", 1, None),
        city(3, "Quito", "EC", 3, Some(2850)),
        city(4, "Cuenca", "EC", 1, Some(2560)),
        city(5, "Cuenca", "ES", 1, None),
    ]
}

/// Ids of cities, sorted.
#[get("/cities")]
fn cities(sort: Sort<City>) -> Vec<u64> {
    let mut rows = all();
    rows.sort_unstable_by(|a, b| sort.compare(a, b));
    rows.into_iter().map(|city| city.id).collect()
}

/// How an order that was asked for is written.
#[get("/order")]
fn order(sort: Option<Sort<City>>) -> String {
    sort.map_or_else(|| "none".to_owned(), |sort| sort.to_string())
}

pub(crate) fn client() -> Client {
    Client::new(App::new("Cities", "1").routes(routes![cities, order]))
}

#[tokio::test]
async fn rows_come_as_they_are_asked_for() {
    let client = client();
    for (query, ids) in [
        ("", [1, 3, 4, 5, 2]),
        ("?sort=name", [4, 5, 1, 2, 3]),
        ("?sort=-name", [3, 2, 1, 4, 5]),
        ("?sort=name,-id", [5, 4, 1, 2, 3]),
        ("?sort=country,-population", [3, 4, 5, 2, 1]),
        ("?sort=elevation", [2, 5, 1, 4, 3]),
        ("?sort=-elevation", [3, 4, 1, 2, 5]),
        ("?sort=%2Bcountry,+%2Did", [4, 3, 5, 2, 1]),
        ("?other=1&sort=%20country%20,%09-id%20&x", [4, 3, 5, 2, 1]),
        ("?s%6Frt=+country+%2C-id", [4, 3, 5, 2, 1]),
    ] {
        let answer = client.get(&format!("/cities{query}")).await;
        assert_eq!(answer.status(), 200, "{query}");
        assert_eq!(answer.json::<Vec<u64>>(), ids, "{query}");
    }
}

#[tokio::test]
async fn an_order_that_nobody_asks_for_may_be_none() {
    let client = client();
    assert_eq!(client.get("/order").await.text(), "none");
    assert_eq!(client.get("/order?sort=-name").await.text(), "-name,id");
    assert_eq!(client.get("/order?sort=").await.status(), 400);
}

#[tokio::test]
async fn a_parameter_that_is_refused_says_what_is_allowed() {
    let client = client();
    let allowed = "must be one or several of `id`, `-id`, `name`, `-name`, `country`, `-country`, `-population`, `elevation`, `-elevation`, `rating`, `-rating`, `area`, `-area`, `depth`, `-depth`, with commas between them";
    for (query, detail) in [
        ("sort=year", allowed),
        ("sort=country_code", allowed),
        ("sort=Name", allowed),
        ("sort=--name", allowed),
        ("sort=%2B-name", allowed),
        ("sort=-", allowed),
        ("sort=", allowed),
        ("sort", allowed),
        ("sort=name,", allowed),
        ("sort=,name", allowed),
        ("sort=name,,id", allowed),
        ("sort=name,name", "must name `name` once"),
        ("sort=name,id,-name", "must name `name` once"),
        ("sort=name,population", "must sort `population` descending"),
        ("sort=name&sort=id", "is given more than once"),
        ("sort=%FF", "must be percent-encoded UTF-8"),
        (
            "sort=id,name,country,-population,elevation,rating,area,depth,id",
            "must have at most 8 names",
        ),
    ] {
        let refused = client.get(&format!("/cities?{query}")).await;
        assert_eq!(refused.status(), 400, "{query}");
        let expected = json!([{"parameter": "sort", "in": "query", "detail": detail}]);
        assert_eq!(refused.json::<Value>()["errors"], expected, "{query}");
    }
}

#[tokio::test]
async fn the_document_lists_every_order() {
    let document = client().get("/openapi.json").await.json::<Value>();
    let operation = &document["paths"]["/cities"]["get"];
    let parameter = json!({
        "name": "sort",
        "in": "query",
        "required": false,
        "description": "What to sort by. `-` in front means descending. Rows that are equal in it are in the order of their key.",
        "style": "form",
        "explode": false,
        "schema": {
            "type": "array",
            "minItems": 1,
            "maxItems": 8,
            "uniqueItems": true,
            "items": {"type": "string", "enum": [
                "id", "-id", "name", "-name", "country", "-country", "-population",
                "elevation", "-elevation", "rating", "-rating", "area", "-area", "depth", "-depth",
            ]},
            "default": ["-population", "name", "id"],
        },
    });
    assert_eq!(operation["parameters"], json!([parameter]));
    assert!(operation["responses"].get("400").is_some());
}

#[test]
fn two_parameters_say_the_same() {
    let syntax = SortSyntax::pair("sort_column", "sort_order");
    for (query, order) in [
        ("", "-population,name,id"),
        ("sort_column=name", "name,id"),
        ("sort_column=population", "-population,id"),
        ("sort_order=desc", "-population,id"),
        ("sort_order=desc&sort_column=id", "-id"),
        ("sort_column=country&sort_order=asc&sort=x", "country,id"),
    ] {
        let sort = Sort::<City>::parse(query, &syntax).unwrap();
        assert_eq!(sort.to_string(), order, "{query}");
    }
    let names = "must be one of `id`, `name`, `country`, `population`, `elevation`, `rating`, `area`, `depth`";
    let ways = "must be one of `asc`, `desc`";
    for (query, faults) in [
        ("sort_column=year", vec![("sort_column", names)]),
        ("sort_column=-name", vec![("sort_column", names)]),
        ("sort_column=", vec![("sort_column", names)]),
        ("sort_order=DESC", vec![("sort_order", ways)]),
        (
            "sort_column=population&sort_order=asc",
            vec![("sort_order", "must sort `population` descending")],
        ),
        (
            "sort_order=asc",
            vec![("sort_order", "must sort `population` descending")],
        ),
        (
            "sort_column=x&sort_order=up",
            vec![("sort_column", names), ("sort_order", ways)],
        ),
        (
            "sort_column=id&sort_column=id",
            vec![("sort_column", "is given more than once")],
        ),
    ] {
        let refused = Sort::<City>::parse(query, &syntax).unwrap_err();
        let found: Vec<(&str, &str)> = refused
            .errors
            .iter()
            .map(|fault| (fault.parameter.as_deref().unwrap(), &*fault.detail))
            .collect();
        assert_eq!(found, faults, "{query}");
    }
}

#[derive(folio::Sortable)]
#[sort(default = "-rank")]
#[allow(dead_code, reason = "fields are there for their columns")]
struct Ranked {
    #[sort(hidden)]
    rank: u32,
    #[sort]
    name: String,
    #[sort(key, hidden)]
    id: u64,
}

#[derive(folio::Sortable)]
#[allow(dead_code, reason = "fields are there for their columns")]
struct Fixed {
    #[sort(key, hidden)]
    id: u64,
}

#[get("/ranked")]
fn ranked(sort: Sort<Ranked>) -> String {
    sort.to_string()
}

#[get("/fixed")]
fn fixed(sort: Sort<Fixed>) -> String {
    sort.to_string()
}

#[tokio::test]
async fn what_is_hidden_is_for_nobody() {
    let client = Client::new(App::new("Ranked", "1").routes(routes![ranked]));
    assert_eq!(client.get("/ranked").await.text(), "-rank,id");
    assert_eq!(client.get("/ranked?sort=-name").await.text(), "-name,id");
    for query in ["sort=rank", "sort=-rank", "sort=id"] {
        let refused = client.get(&format!("/ranked?{query}")).await;
        assert_eq!(refused.status(), 400, "{query}");
        assert!(!refused.text().contains("rank`"), "{query}");
    }
    let answer = client.get("/openapi.json").await;
    let document = answer.text();
    assert!(!document.contains("\"rank\""), "{document}");
    let syntax = SortSyntax::pair("by", "way");
    let refused = Sort::<Ranked>::parse("way=asc", &syntax).unwrap_err();
    assert_eq!(refused.errors[0].detail, "is required beside `way`");
}

#[test]
fn an_order_that_nobody_can_ask_for_is_a_fault() {
    let built = App::new("Fixed", "1").routes(routes![fixed]).build();
    let faults = built.err().unwrap().to_string();
    assert!(
        faults.contains("has no column that a request may name"),
        "{faults}"
    );
}
