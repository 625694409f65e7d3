//! All cities at once, and the file they are from.

use folio::http::HeaderMap;
use folio::test::{Answer, Client};
use http_body_util::BodyExt;
use serde_json::Value;

use super::{
    body,
    engines::{Place, engines},
    faults, keys, status,
};
use crate::app::app;
use crate::city::City;
use crate::import::CITIES;

engines! {
    reading: [
        every_export_has_all_cities_by_id,
        exports_are_filtered,
        an_export_goes_on_behind_any_id,
        csv_has_one_header_line,
        exports_that_make_no_sense_are_refused,
        an_export_that_fails_midway_is_cut_off,
        the_source_has_ranges,
    ],
    writing: [],
}

const FORMATS: [&str; 3] = ["jsonl", "csv", "msgpack"];

/// The cities of an export, read by other means than they were written.
fn read(format: &str, query: &str, answer: &Answer) -> Vec<City> {
    match format {
        "jsonl" => {
            let lines = answer.text().lines();
            let cities = lines.map(|line| serde_json::from_str(line).expect("a city"));
            cities.collect()
        }
        "csv" => {
            // What is gone on with has no header line.
            let mut reader = csv::ReaderBuilder::new();
            let reader = reader.has_headers(!query.contains("after="));
            let mut reader = reader.from_reader(&answer.bytes()[..]);
            let cities = reader.deserialize().map(|city| city.expect("a city"));
            cities.collect()
        }
        _ => {
            let mut rest = &answer.bytes()[..];
            let mut cities = Vec::new();
            while !rest.is_empty() {
                cities.push(rmp_serde::from_read(&mut rest).expect("a city"));
            }
            cities
        }
    }
}

async fn export(client: &Client, format: &str, query: &str) -> Vec<City> {
    let answer = client.get(&format!("/cities/export.{format}{query}")).await;
    assert_eq!(status(&answer), 200);
    read(format, query, &answer)
}

async fn every_export_has_all_cities_by_id(place: &Place) {
    let client = place.client().await;
    let mut all: Option<Vec<City>> = None;
    for (format, media) in FORMATS.into_iter().zip([
        "application/jsonl",
        "text/csv; charset=utf-8",
        "application/octet-stream",
    ]) {
        let answer = client.get(&format!("/cities/export.{format}")).await;
        let name = format!("attachment; filename=\"cities.{format}\"");
        assert_eq!(
            (
                answer.header("content-type"),
                answer.header("content-disposition")
            ),
            (Some(media), Some(&*name))
        );
        let cities = read(format, "", &answer);
        assert_eq!(cities.len(), 135_233, "{format}");
        assert!(cities.is_sorted_by(|a, b| a.id < b.id), "{format}");
        // Whatever the format, they are the same.
        assert!(all.is_none_or(|all| all == cities), "{format}");
        all = Some(cities);
    }
    let shown: Value = client.get("/cities?page_size=200").await.json();
    for city in shown["items"].as_array().expect("a list") {
        let city: City = serde_json::from_value(city.clone()).expect("a city");
        let all = all.as_deref().unwrap_or_default();
        let at = all.binary_search_by_key(&city.id, |city| city.id);
        assert_eq!(at.map(|at| &all[at]), Ok(&city));
    }
}

async fn exports_are_filtered(place: &Place) {
    let client = place.client().await;
    for format in FORMATS {
        let cities = export(&client, format, "?country=CH&min_population=150000").await;
        let mut names: Vec<&str> = cities.iter().map(|city| &*city.name).collect();
        names.sort_unstable();
        assert_eq!(names, ["Basel", "Genève", "Zürich"], "{format}");
        let none = export(&client, format, "?country=AD&min_population=1000000").await;
        assert_eq!(none, [], "{format}");
    }
}

async fn an_export_goes_on_behind_any_id(place: &Place) {
    let client = place.client().await;
    let all = export(&client, "jsonl", "?min_population=200000").await;
    assert!(all.len() > 1000, "more than two batches");
    for format in FORMATS {
        // The first, one at the end of a batch, the last but one and the last.
        for (at, behind) in [1, 500, all.len() - 1, all.len()].map(|at| all.split_at(at)) {
            let last = at.last().expect("a city").id;
            let rest = format!("?min_population=200000&after={last}");
            assert_eq!(export(&client, format, &rest).await, behind, "{format}");
        }
        // Nobody has to have the id.
        for (after, expected) in [("0", &*all), ("18446744073709551615", &[])] {
            let rest = format!("?min_population=200000&after={after}");
            assert_eq!(export(&client, format, &rest).await, expected, "{format}");
        }
    }
}

/// Parts of an export, one behind the other, are the export: the first line of the first is the header.
async fn csv_has_one_header_line(place: &Place) {
    let client = place.client().await;
    let header = "id,name,ascii_name,latitude,longitude,feature_code,country,admin1,population,elevation,timezone,modified\n";
    let none = client
        .get("/cities/export.csv?country=AD&min_population=1000000")
        .await;
    assert_eq!(none.text(), header);
    let all = client.get("/cities/export.csv?country=AD").await;
    let lines: Vec<&str> = all.text().split_inclusive('\n').collect();
    assert_eq!(lines[0], header);
    let id = |line: &str| line.split(',').next().map(str::to_owned).expect("an id");
    for at in 1..lines.len() {
        let rest = format!("/cities/export.csv?country=AD&after={}", id(lines[at]));
        let rest = client.get(&rest).await;
        assert_eq!(rest.text(), lines[at + 1..].concat());
    }
}

async fn exports_that_make_no_sense_are_refused(place: &Place) {
    let client = place.client().await;
    for format in FORMATS {
        for (query, parameter) in [
            ("after=x", "after"),
            ("after=-1", "after"),
            ("after=18446744073709551616", "after"),
            ("country=ad", "country"),
            ("min_population=-1", "min_population"),
        ] {
            let answer = client
                .get(&format!("/cities/export.{format}?{query}"))
                .await;
            assert_eq!(
                (status(&answer), faults(&answer)),
                (400, vec![parameter.to_owned()]),
                "{query}"
            );
            assert_eq!(answer.header("content-disposition"), None);
        }
    }
}

/// The database goes away while the client reads.
async fn an_export_that_fails_midway_is_cut_off(place: &Place) {
    for format in FORMATS {
        let store = place.store().await;
        let client = Client::new(app(store.clone(), keys(1, &[])));
        let target = format!("/cities/export.{format}");
        let mut body = body(&client, &target, HeaderMap::new()).await;
        let first = body.frame().await.expect("a frame");
        assert!(first.is_ok_and(|frame| frame.is_data()));
        store.close().await;
        let end = loop {
            match body.frame().await {
                Some(Ok(_)) => {}
                end => break end,
            }
        };
        assert!(end.is_some_and(|end| end.is_err()), "{format}");
        assert_eq!(status(&client.get(&target).await), 503, "{format}");
    }
}

async fn the_source_has_ranges(place: &Place) {
    let client = place.client().await;
    let whole = client.get("/data/cities.csv.gz").await;
    assert_eq!((status(&whole), whole.bytes()), (200, &CITIES.into()));
    for (name, value) in [
        ("content-type", Some("application/gzip")),
        ("content-encoding", None),
        ("accept-ranges", Some("bytes")),
        (
            "content-disposition",
            Some("attachment; filename=\"cities.csv.gz\""),
        ),
    ] {
        assert_eq!(whole.header(name), value, "{name}");
    }
    let length = CITIES.len();
    for (range, expected) in [
        ("bytes=0-1", 0..2),
        ("bytes=1000-1999", 1000..2000),
        ("bytes=-8", length - 8..length),
        ("bytes=3000000-", 3_000_000..length),
    ] {
        let part = client
            .get("/data/cities.csv.gz")
            .header("range", range)
            .await;
        let says = format!("bytes {}-{}/{length}", expected.start, expected.end - 1);
        assert_eq!(
            (status(&part), part.header("content-range")),
            (206, Some(&*says))
        );
        assert_eq!(part.bytes()[..], CITIES[expected]);
    }
    let beyond = format!("bytes={length}-");
    let refused = client.get("/data/cities.csv.gz").header("range", beyond);
    assert_eq!(status(&refused.await), 416);
    let tag = whole.header("etag").expect("a tag");
    let again = client
        .get("/data/cities.csv.gz")
        .header("if-none-match", tag);
    assert_eq!(status(&again.await), 304);
}
