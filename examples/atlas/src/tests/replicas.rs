//! Several atlases over one database: cursors of each are good for all that share its key.

use folio::test::Client;
use serde_json::Value;

use super::{
    engines::{Place, engines},
    keys, status,
};
use crate::app::app;

engines! {
    reading: [a_walk_alternates_between_replicas, old_cursors_are_good_until_their_key_is_dropped],
    writing: [],
}

/// An atlas with a pool of its own.
async fn replica(place: &Place, first: u8, older: &[u8]) -> Client {
    Client::new(app(place.store().await, keys(first, older)))
}

async fn a_walk_alternates_between_replicas(place: &Place) {
    let replicas = [replica(place, 1, &[]).await, replica(place, 1, &[]).await];
    let list = "/cities?sort=country,-population&min_population=2000000&page_size=200";
    let all: Value = replicas[0].get(list).await.json();
    let feed = "/cities/feed?sort=country,-population&min_population=2000000&size=7";
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    for replica in replicas.iter().cycle() {
        let page: Value = replica.get(&format!("{feed}&after={cursor}")).await.json();
        seen.extend(page["items"].as_array().expect("a list").clone());
        let Some(next) = page["next_cursor"].as_str() else {
            break;
        };
        next.clone_into(&mut cursor);
    }
    assert_eq!(seen.len(), 147, "21 pages, so both gave some");
    assert_eq!(Value::Array(seen), all["items"]);
}

async fn old_cursors_are_good_until_their_key_is_dropped(place: &Place) {
    let (old, both, new) = (
        replica(place, 1, &[]).await,
        replica(place, 2, &[1]).await,
        replica(place, 2, &[]).await,
    );
    let feed = "/cities/feed?size=5";
    let begin = |page: Value| {
        let cursor = page["next_cursor"].as_str().expect("a next page");
        format!("{feed}&after={cursor}")
    };
    let next = begin(old.get(feed).await.json());
    let second = old.get(&next).await;
    let rotated = both.get(&next).await;
    assert_eq!(
        rotated.json::<Value>()["items"],
        second.json::<Value>()["items"]
    );
    assert_eq!(status(&new.get(&next).await), 400);
    // And whoever goes on is taken along to the new key.
    let third = begin(rotated.json());
    let statuses = [&old, &both, &new].map(|replica| replica.get(&third));
    let [old, both, new] = statuses;
    assert_eq!(
        [status(&old.await), status(&both.await), status(&new.await)],
        [400, 200, 200]
    );
}
