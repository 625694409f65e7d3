//! Changes of cities, as they are told.

use std::future::IntoFuture;

use folio::Body;
use folio::http::HeaderMap;
use folio::test::Client;
use http_body_util::BodyExt;
use serde_json::{Value, json};

use super::{
    atlantis, body,
    engines::{Place, engines},
    keys, status,
};
use crate::app::app;

engines! {
    reading: [],
    writing: [
        every_change_is_told_once,
        who_comes_for_the_first_time_says_what_is_known,
        what_is_refused_is_not_told,
        who_comes_back_gets_what_was_missed,
        a_change_is_told_even_if_its_client_leaves,
        changes_of_a_city_are_told_in_their_order,
    ],
}

/// A client that listens.
struct Listener {
    body: Body,
    text: String,
}

#[derive(Debug, PartialEq)]
struct Told {
    id: String,
    name: String,
    data: Value,
}

impl Listener {
    async fn new(client: &Client, last: Option<&str>) -> Self {
        Listener::of(client, "/events", last).await
    }

    async fn of(client: &Client, target: &str, last: Option<&str>) -> Self {
        let mut headers = HeaderMap::new();
        if let Some(last) = last {
            headers.insert("last-event-id", last.parse().expect("a value"));
        }
        Listener {
            body: body(client, target, headers).await,
            text: String::new(),
        }
    }

    /// The next event, once there is one.
    async fn next(&mut self) -> Told {
        self.next_or_end().await.expect("it goes on")
    }

    async fn next_or_end(&mut self) -> Option<Told> {
        loop {
            while let Some((block, rest)) = self.text.split_once("\r\n\r\n") {
                let field = |name: &str| {
                    let lines = block.lines();
                    let mut values = lines.filter_map(|line| line.strip_prefix(name));
                    values.next().and_then(|value| value.strip_prefix(": "))
                };
                let told = field("event").map(|name| Told {
                    id: field("id").expect("an id").to_owned(),
                    name: name.to_owned(),
                    data: serde_json::from_str(field("data").expect("data")).expect("JSON"),
                });
                self.text = rest.to_owned();
                if told.is_some() {
                    return told;
                }
            }
            let frame = self.body.frame().await?.expect("it is whole");
            let bytes = frame.into_data().expect("no trailers");
            self.text
                .push_str(std::str::from_utf8(&bytes).expect("text"));
        }
    }
}

async fn added(client: &Client) -> (String, Value) {
    added_as(client, "Atlantis").await
}

async fn added_as(client: &Client, name: &str) -> (String, Value) {
    let mut city = atlantis();
    city["name"] = json!(name);
    let answer = client.post("/cities").json(&city).await;
    assert_eq!(status(&answer), 201);
    let city: Value = answer.json();
    (format!("/cities/{}", city["id"]), city)
}

async fn every_change_is_told_once(place: &Place) {
    let client = place.client().await;
    let mut listener = Listener::new(&client, None).await;
    let (path, city) = added(&client).await;
    let mut other = atlantis();
    other["name"] = json!("Ἀτλαντίς\n\nevent: removed");
    let put = client.put(&path).header("if-match", "*").json(&other).await;
    let change = client.patch(&path).header("if-match", "*");
    let change = change.json(&json!({"elevation": null})).await;
    let delete = client.delete(&path).header("if-match", "*").await;
    assert_eq!(status(&delete), 204);
    for (name, data) in [
        ("added", city.clone()),
        ("changed", put.json()),
        ("changed", change.json()),
        ("removed", json!({"id": city["id"]})),
    ] {
        let told = listener.next().await;
        assert_eq!((&*told.name, told.data), (name, data));
    }
}

/// A page that was made before a change hears of it, however late it begins to listen.
async fn who_comes_for_the_first_time_says_what_is_known(place: &Place) {
    let client = place.client().await;
    let page = client.get("/").await;
    let (_, rest) = page.text().split_once("data-seen=\"").expect("an id");
    let (seen, _) = rest.split_once('"').expect("its end");
    let (_, city) = added(&client).await;
    let target = format!("/events?after={seen}");
    let mut listener = Listener::of(&client, &target, None).await;
    let told = listener.next().await;
    assert_eq!((&*told.name, &told.data), ("added", &city));
    // Whoever comes back knows more by then.
    let mut back = Listener::of(&client, &target, Some(&told.id)).await;
    let (_, next) = added_as(&client, "Lemuria").await;
    assert_eq!(back.next().await.data, next);
}

async fn what_is_refused_is_not_told(place: &Place) {
    let client = place.client().await;
    let mut listener = Listener::new(&client, None).await;
    let (path, city) = added(&client).await;
    assert_eq!(status(&client.post("/cities").json(&atlantis()).await), 409);
    let stale =
        || [client.put(&path), client.patch(&path)].map(|call| call.header("if-match", "\"a\""));
    for call in stale() {
        assert_eq!(status(&call.json(&atlantis()).await), 412);
    }
    let stale = client.delete(&path).header("if-match", "\"a\"").await;
    assert_eq!(status(&stale), 412);
    let gone = client.delete("/cities/0").header("if-match", "*").await;
    assert_eq!(status(&gone), 404);
    let delete = client.delete(&path).header("if-match", "*").await;
    assert_eq!(status(&delete), 204);
    assert_eq!(listener.next().await.data, city);
    assert_eq!(listener.next().await.name, "removed");
}

async fn who_comes_back_gets_what_was_missed(place: &Place) {
    let client = place.client().await;
    let mut listener = Listener::new(&client, None).await;
    let (path, _) = added(&client).await;
    let seen = listener.next().await;
    drop(listener);
    for population in [7, 8] {
        let change = client.patch(&path).header("if-match", "*");
        let change = change.json(&json!({"population": population})).await;
        assert_eq!(status(&change), 200);
    }
    let mut back = Listener::new(&client, Some(&seen.id)).await;
    for population in [7, 8] {
        assert_eq!(back.next().await.data["population"], population);
    }
    // The id of an atlas that ran before, or runs elsewhere, says nothing here.
    let restarted = place.client().await;
    let (other, mut city) = (path, atlantis());
    city["population"] = json!(9);
    let put = restarted
        .put(&other)
        .header("if-match", "*")
        .json(&city)
        .await;
    assert_eq!(status(&put), 200);
    let mut back = Listener::new(&restarted, Some(&seen.id)).await;
    let (gap, changed) = (back.next().await, back.next().await);
    assert_eq!((&*gap.name, gap.data), ("gap", json!({"missed": null})));
    assert_eq!(changed.data, put.json::<Value>());
    // And from there it goes on as ever.
    let mut again = Listener::new(&restarted, Some(&gap.id)).await;
    assert_eq!(again.next().await, changed);
}

/// Whatever was committed, and nothing else.
async fn a_change_is_told_even_if_its_client_leaves(place: &Place) {
    let store = place.store().await;
    let client = Client::new(app(store.clone(), keys(1, &[])));
    let mut listener = Listener::new(&client, None).await;
    for number in 0..60 {
        let mut city = atlantis();
        city["name"] = json!(format!("Atlantis {number}"));
        let asked = tokio::spawn(client.post("/cities").json(&city).into_future());
        for _ in 0..number {
            tokio::task::yield_now().await;
        }
        asked.abort();
        let _ = asked.await;
    }
    // Waits for the connections that are in use. When nobody has the store any more, the stream ends.
    store.close().await;
    drop((client, store));
    let mut told = Vec::new();
    while let Some(change) = listener.next_or_end().await {
        told.push(change.data);
    }
    let target = "/cities/export.jsonl?country=PT";
    let portugal = place.client().await.get(target).await;
    let cities = portugal.text().lines();
    let cities = cities.map(|line| serde_json::from_str::<Value>(line).expect("a city"));
    let is_new = |city: &Value| {
        city["name"]
            .as_str()
            .is_some_and(|name| name.starts_with("Atlantis "))
    };
    assert_eq!(told, cities.filter(is_new).collect::<Vec<_>>());
}

async fn changes_of_a_city_are_told_in_their_order(place: &Place) {
    let client = place.client().await;
    let mut listener = Listener::new(&client, None).await;
    let (path, _) = added(&client).await;
    listener.next().await;
    for _ in 0..10 {
        let writers = (0..4).map(|n| {
            let change = client.patch(&path).header("if-match", "*");
            tokio::spawn(change.json(&json!({"population": n})).into_future())
        });
        for writer in writers.collect::<Vec<_>>() {
            assert_eq!(status(&writer.await.expect("no panic")), 200);
        }
        let mut last = Value::Null;
        for _ in 0..4 {
            last = listener.next().await.data;
        }
        assert_eq!(last, client.get(&path).await.json::<Value>());
    }
}
