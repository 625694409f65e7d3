//! Every order of all cities, read page by page, is the plain `ORDER BY` of the whole table.

use folio::http::HeaderMap;
use folio::test::Client;
use http_body_util::BodyExt;
use serde::Deserialize;

use super::{
    body,
    engines::{Place, engines},
};
use crate::store::COMPOSITES;

engines! {
    reading: [every_order_is_walked_there_and_back],
    writing: [],
}

/// The orders of one column, and how SQL says them.
const SINGLE: [(&str, &str); 10] = [
    ("id", "id"),
    ("-id", "id DESC"),
    ("name", "name, id"),
    ("-name", "name DESC, id"),
    ("country", "country, id"),
    ("-country", "country DESC, id"),
    ("population", "population, id"),
    ("-population", "population DESC, id"),
    ("elevation", "elevation NULLS LAST, id"),
    ("-elevation", "elevation DESC NULLS LAST, id"),
];
const SEVERAL: [(&str, &str); 2] = [
    (COMPOSITES[0], "population DESC, name, id"),
    (COMPOSITES[1], "country, population DESC, id"),
];

/// What is looked at of a page.
#[derive(Deserialize)]
struct Page {
    items: Vec<Item>,
    next_cursor: Option<String>,
    previous_cursor: Option<String>,
}

#[derive(Deserialize)]
struct Item {
    id: i64,
}

/// A page; the client would check all its cities against the document, which is done elsewhere.
async fn page(client: &Client, target: &str) -> Page {
    let body = body(client, target, HeaderMap::new()).await.collect().await;
    let bytes = body.expect("a page").to_bytes();
    serde_json::from_slice(&bytes).expect("a page")
}

async fn every_order_is_walked_there_and_back(place: &Place) {
    let client = place.client().await;
    for (sort, order) in SINGLE.iter().chain(&SEVERAL) {
        let expected = place.ids(order).await;
        assert_eq!(expected.len(), 135_233);
        let list = format!("/cities/feed?sort={sort}&size=1000");
        let (mut read, mut last) = (0, page(&client, &list).await);
        loop {
            let ids: Vec<i64> = last.items.iter().map(|item| item.id).collect();
            assert_eq!(ids, expected[read..read + ids.len()], "{sort} from {read}");
            read += ids.len();
            let Some(next) = &last.next_cursor else {
                break;
            };
            assert_eq!(ids.len(), 1000, "{sort} to {read}");
            last = page(&client, &format!("{list}&after={next}")).await;
        }
        assert_eq!(read, expected.len(), "{sort}");
        read -= last.items.len();
        while let Some(previous) = &last.previous_cursor {
            last = page(&client, &format!("{list}&before={previous}")).await;
            let ids: Vec<i64> = last.items.iter().map(|item| item.id).collect();
            let from = read - ids.len();
            assert_eq!(ids, expected[from..read], "{sort} back from {read}");
            read = from;
        }
        assert_eq!(read, 0, "{sort}");
    }
}
