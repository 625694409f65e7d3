//! Pages of cities, in every order and every convention.

use folio::test::{Answer, Client};
use serde_json::{Value, json};

use super::{
    engines::{Place, engines},
    faults, status,
};
use crate::routes::styles::conventions;

engines! {
    reading: [
        cities_are_sorted,
        orders_that_are_not_there_are_refused,
        every_order_has_an_index,
        clients_forgo_the_count,
        the_feed_goes_both_ways,
        a_cursor_is_good_for_its_filters_and_order,
        every_convention_is_walked_to_its_end,
    ],
    writing: [a_walk_goes_on_while_cities_come_and_go],
}

/// The ids of the items of a list.
fn ids(items: &Value) -> Vec<u64> {
    let items = items.as_array().expect("a list").iter();
    items
        .map(|item| item["id"].as_u64().expect("an id"))
        .collect()
}

/// The ten cities of Andorra in their order by default.
async fn andorra(client: &Client) -> Vec<u64> {
    let all: Value = client.get("/cities?country=AD").await.json();
    ids(&all["items"])
}

async fn cities_are_sorted(place: &Place) {
    let client = place.client().await;
    // What the rows of the CSV say.
    for (sort, first) in [
        ("-population", "Shanghai"),
        ("-population,name", "Shanghai"),
        ("name&country=AD", "Andorra la Vella"),
        ("-name&country=AD", "les Escaldes"),
        ("elevation", "Desert Shores"),
        ("-elevation", "Thang"),
        ("country,-population", "Andorra la Vella"),
    ] {
        let page: Value = client.get(&format!("/cities?sort={sort}")).await.json();
        assert_eq!(page["items"][0]["name"], first, "{sort}");
    }
    // Unknown heights come last, whichever way.
    for sort in ["elevation", "-elevation"] {
        let target = format!("/cities?sort={sort}&country=AD&page_size=200");
        let page: Value = client.get(&target).await.json();
        let known = |item: &Value| !item["elevation"].is_null();
        let items = page["items"].as_array().expect("a list");
        assert!(items.is_sorted_by_key(|item| !known(item)), "{sort}");
    }
}

async fn orders_that_are_not_there_are_refused(place: &Place) {
    let client = place.client().await;
    for sort in ["timezone", "name,name", "name desc", "id;drop", ""] {
        for list in ["/cities", "/cities/feed"] {
            let answer = client
                .get(&format!("{list}?sort={}", sort.replace(' ', "%20")))
                .await;
            assert_eq!(
                (status(&answer), faults(&answer)),
                (400, vec!["sort".to_owned()]),
                "{sort}"
            );
        }
    }
}

async fn every_order_has_an_index(place: &Place) {
    let store = place.store().await;
    let unindexed = store.unindexed().await.expect("the database answers");
    let unindexed: Vec<String> = unindexed.iter().map(ToString::to_string).collect();
    assert_eq!(unindexed, [""; 0]);
}

async fn clients_forgo_the_count(place: &Place) {
    let client = place.client().await;
    let get = client.get("/cities").header("prefer", "count=none");
    let page: Value = get.await.json();
    assert_eq!(
        (&page["total_items"], &page["total_pages"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(ids(&page["items"]).len(), 20);
}

async fn the_feed_goes_both_ways(place: &Place) {
    let client = place.client().await;
    let all = andorra(&client).await;
    assert_eq!(all.len(), 10);
    let (mut there, mut target) = (Vec::new(), "/cities/feed?country=AD&size=3".to_owned());
    let mut last: Value = loop {
        let answer = client.get(&target).await;
        let page: Value = answer.json();
        there.extend(ids(&page["items"]));
        let Some(next) = page["next_cursor"].as_str() else {
            break page;
        };
        target = format!("/cities/feed?country=AD&size=3&after={next}");
        let link = linked(&answer, "next").expect("a link to the next page");
        assert_eq!(
            client.get(&link).await.text(),
            client.get(&target).await.text()
        );
    };
    assert_eq!(there, all);
    let mut back = ids(&last["items"]);
    while let Some(previous) = last["previous_cursor"].as_str() {
        let target = format!("/cities/feed?country=AD&size=3&before={previous}");
        last = client.get(&target).await.json();
        back.splice(0..0, ids(&last["items"]));
    }
    assert_eq!(back, all);
    let both = "/cities/feed?after=a&before=b";
    assert_eq!(faults(&client.get(both).await), ["before"]);
}

/// The target of a link of an answer.
fn linked(answer: &Answer, rel: &str) -> Option<String> {
    let links = answer.header("link")?.split(", ");
    let mut links = links.filter_map(|link| link.split_once(">; rel="));
    let (target, _) = links.find(|(_, name)| *name == format!("\"{rel}\""))?;
    target.strip_prefix('<').map(str::to_owned)
}

async fn a_cursor_is_good_for_its_filters_and_order(place: &Place) {
    let client = place.client().await;
    let page: Value = client.get("/cities/feed?country=AD&size=2").await.json();
    let cursor = page["next_cursor"].as_str().expect("a next page");
    for (query, expected) in [
        ("country=AD", 200),
        ("country=AD&size=5", 200),
        ("country=PT", 400),
        ("country=AD&min_population=5", 400),
        ("country=AD&sort=name", 400),
    ] {
        let answer = client
            .get(&format!("/cities/feed?{query}&after={cursor}"))
            .await;
        assert_eq!(status(&answer), expected, "{query}");
    }
    let elsewhere = client
        .get(&format!("/styles/slack/cities?country=AD&cursor={cursor}"))
        .await;
    assert_eq!(status(&elsewhere), 400);
}

async fn a_walk_goes_on_while_cities_come_and_go(place: &Place) {
    let client = place.client().await;
    let all = andorra(&client).await;
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    for round in 0.. {
        let target = format!("/cities/feed?country=AD&size=2&after={cursor}");
        let page: Value = client.get(&target).await.json();
        seen.extend(ids(&page["items"]));
        let Some(next) = page["next_cursor"].as_str() else {
            break;
        };
        next.clone_into(&mut cursor);
        // One in front of everything that was seen, and the last one that was seen goes.
        let mut city = super::atlantis();
        city["country"] = json!("AD");
        city["name"] = json!(format!("Atlantis {round}"));
        city["population"] = json!(90_000_000);
        assert_eq!(status(&client.post("/cities").json(&city).await), 201);
        let last = seen.last().expect("a page has cities");
        let gone = client
            .delete(&format!("/cities/{last}"))
            .header("if-match", "*");
        assert_eq!(status(&gone.await), 204);
    }
    assert_eq!(seen, all);
}

/// How a page of a convention is gone on from: what to ask beside the filter, nothing at the end.
fn next(name: &str, answer: &Answer, seen: usize, page: usize) -> Option<String> {
    let body: Value = answer.json();
    let text = |value: &Value| {
        value
            .as_str()
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let cursor = |parameter: &str, value: &Value| Some(format!("{parameter}={}", text(value)?));
    match name {
        "litestar-classic" => (body["total_pages"].as_u64()? > page as u64)
            .then(|| format!("current_page={}", page + 1)),
        "litestar-offset" => {
            (body["total"].as_u64()? > seen as u64).then(|| format!("offset={seen}"))
        }
        "litestar-cursor" => cursor("cursor", &body["cursor"]),
        "smorest" => {
            let facts: Value = serde_json::from_str(answer.header("x-pagination")?).ok()?;
            Some(format!("page={}", facts["next_page"].as_u64()?))
        }
        // It says nothing of an end but a page that is not full.
        "fastapi-offset" => (seen == page * 3).then(|| format!("skip={seen}")),
        "fastapi-cursor" => Some(format!("cursor={}", answer.header("x-next-cursor")?)),
        "json-api-number" | "json-api-offset" | "json-api-cursor" => {
            let link = text(&body["links"]["next"])?;
            Some(link.split_once('?')?.1.to_owned())
        }
        "fastcrud" => body["has_more"]
            .as_bool()?
            .then(|| format!("page={}", page + 1)),
        "fastcrud-cursor" => cursor("cursor", &body["next_cursor"]),
        "link" => Some(linked(answer, "next")?.split_once('?')?.1.to_owned()),
        "relay" => {
            let info = &body["pageInfo"];
            info["hasNextPage"]
                .as_bool()?
                .then(|| cursor("after", &info["endCursor"]))?
        }
        "aip-158" => cursor("page_token", &body["next_page_token"]),
        "stripe" => body["has_more"]
            .as_bool()?
            .then(|| cursor("starting_after", &body["next_cursor"]))?,
        "slack" => cursor("cursor", &body["response_metadata"]["next_cursor"]),
        "folio" => body["has_next"]
            .as_bool()?
            .then(|| format!("page={}", page + 1)),
        other => panic!("{other} is not walked"),
    }
}

/// The size of a page, in the words of a convention, and where its items are.
fn size_and_items(name: &str) -> (&'static str, &'static str) {
    match name {
        "litestar-classic" | "aip-158" | "folio" => ("page_size", "/items"),
        "litestar-offset" | "slack" => ("limit", "/items"),
        "litestar-cursor" => ("results_per_page", "/items"),
        "smorest" => ("page_size", ""),
        "fastapi-offset" | "fastapi-cursor" => ("limit", ""),
        "json-api-number" | "json-api-offset" | "json-api-cursor" => ("page%5Bsize%5D", "/data"),
        "fastcrud" => ("itemsPerPage", "/data"),
        "fastcrud-cursor" | "stripe" => ("limit", "/data"),
        "link" => ("per_page", ""),
        "relay" => ("first", "/edges"),
        other => panic!("{other} is not walked"),
    }
}

async fn every_convention_is_walked_to_its_end(place: &Place) {
    let client = place.client().await;
    let all = andorra(&client).await;
    for (name, _, _) in conventions() {
        let (size, pointer) = size_and_items(name);
        let path = format!("/styles/{name}/cities");
        // Numbered where a convention is asked in several ways.
        let begin = if name == "fastcrud" { "page=1&" } else { "" };
        let mut query = format!("{begin}country=AD&{size}=3");
        let mut seen = Vec::new();
        for page in 1..=all.len() {
            let answer = client.get(&format!("{path}?{query}")).await;
            assert_eq!(status(&answer), 200, "{name}: {}", answer.text());
            let body: Value = answer.json();
            let items = body.pointer(pointer).expect("items");
            let nodes: Vec<Value> = items
                .as_array()
                .into_iter()
                .flatten()
                .map(|item| item.get("node").unwrap_or(item).clone())
                .collect();
            assert!(nodes.len() <= 3, "{name}");
            seen.extend(ids(&json!(nodes)));
            let Some(more) = next(name, &answer, seen.len(), page) else {
                break;
            };
            query = if more.contains("country=AD") {
                more
            } else {
                format!("country=AD&{size}=3&{more}")
            };
        }
        assert_eq!(seen, all, "{name}");
    }
}
