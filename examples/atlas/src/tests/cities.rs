//! Lists of cities, and changes of each.

use std::future::IntoFuture;

use folio::http::Method;
use serde_json::{Value, json};

use crate::database::Database;

use super::{
    atlantis,
    engines::{Place, engines},
    etag, faults, status,
};

engines! {
    reading: [bad_pages_name_their_parameters, cities_come_page_by_page, cities_come_as_the_client_likes, old_paths_of_cities_lead_to_them],
    writing: [a_city_lives_and_ends, a_city_changes_only_in_the_state_that_was_seen, of_two_writers_who_saw_the_same_one_wins, every_bad_field_is_named, values_that_no_database_holds_are_refused],
}

async fn bad_pages_name_their_parameters(place: &Place) {
    let client = place.client().await;
    let cases = [
        ("/cities?page=0", "page"),
        ("/cities?page=x", "page"),
        ("/cities?page_size=0", "page_size"),
        ("/cities?page_size=201", "page_size"),
        ("/cities?page_size=1&page_size=2", "page_size"),
        ("/cities?country=andorra", "country"),
        ("/cities?min_population=-1", "min_population"),
        ("/cities/x", "id"),
    ];
    for (target, parameter) in cases {
        let answer = client.get(target).await;
        assert_eq!(
            (status(&answer), faults(&answer)),
            (400, vec![parameter.to_owned()]),
            "{target}"
        );
    }
}

async fn cities_come_page_by_page(place: &Place) {
    let client = place.client().await;
    let first: Value = client.get("/cities").await.json();
    assert_eq!(
        (&first["page"], &first["page_size"]),
        (&json!(1), &json!(20))
    );
    assert_eq!(
        (&first["total_items"], &first["total_pages"]),
        (&json!(135_233), &json!(6762))
    );
    assert_eq!(first["items"][0]["name"], "Shanghai");
    let small: Value = client
        .get("/cities?country=AD&page=2&page_size=3&min_population=1000")
        .await
        .json();
    assert_eq!(small["items"].as_array().map(Vec::len), Some(3));
    for beyond in ["6", "18446744073709551615", "18446744073709551616"] {
        let past: Value = client
            .get(&format!("/cities?country=AD&page={beyond}"))
            .await
            .json();
        assert_eq!(
            (&past["items"], &past["total_items"]),
            (&json!([]), &json!(10))
        );
    }
}

async fn cities_come_as_the_client_likes(place: &Place) {
    let client = place.client().await;
    let target = "/cities?country=AD&page_size=2";
    let page: Value = client.get(target).await.json();
    let get = |accept: &str| client.get(target).header("accept", accept);
    let packed = get("application/vnd.msgpack").await;
    assert_eq!(packed.messagepack::<Value>(), page);
    let csv = get("text/csv").await;
    let lines: Vec<_> = csv.text().lines().collect();
    assert_eq!(
        lines[..2],
        [
            "id,name,ascii_name,latitude,longitude,feature_code,country,admin1,population,elevation,timezone,modified",
            "3041563,Andorra la Vella,Andorra la Vella,42.50779,1.52109,PPLC,AD,07,20430,,Europe/Andorra,2020-03-03",
        ]
    );
    assert_eq!(
        (lines.len(), csv.header("content-type"), csv.header("vary")),
        (3, Some("text/csv; charset=utf-8"), Some("accept"))
    );
    assert_eq!(csv.header("cache-control"), Some("max-age=60, public"));
    assert_ne!(etag(&csv), etag(&packed), "each form has a tag of its own");
    let again = get("text/csv").header("if-none-match", etag(&csv)).await;
    assert_eq!((status(&again), again.bytes().len()), (304, 0));
    assert_eq!(status(&get("image/png").await), 406);
}

async fn old_paths_of_cities_lead_to_them(place: &Place) {
    let client = place.client().await;
    let moved = client.get("/city/3041563").await;
    assert_eq!(
        (status(&moved), moved.header("location")),
        (301, Some("/cities/3041563"))
    );
    assert_eq!(status(&client.get("/city/x").await), 400);
}

async fn a_city_lives_and_ends(place: &Place) {
    let client = place.client().await;
    let added = client.post("/cities").json(&atlantis()).await;
    assert_eq!(status(&added), 201);
    let city: Value = added.json();
    let path = format!("/cities/{}", city["id"]);
    assert_eq!(added.header("location"), Some(path.as_str()));
    assert_eq!(client.get(&path).await.json::<Value>(), city);
    let twice = client.post("/cities").json(&atlantis()).await;
    assert_eq!(status(&twice), 409);

    let mut tag = etag(&added);
    let mut replacement = atlantis();
    replacement["name"] = json!("Atlantída");
    replacement["elevation"] = Value::Null;
    let put = client.put(&path).header("if-match", &tag);
    let answer = put.json(&replacement).await;
    assert_eq!((status(&answer), answer.header("etag")), (200, None));
    let replaced: Value = answer.json();
    assert_eq!(
        (&replaced["name"], &replaced["elevation"]),
        (&json!("Atlantída"), &Value::Null)
    );

    tag = etag(&client.get(&path).await);
    for (media_type, population) in [("application/merge-patch+json", 7), ("application/json", 8)] {
        let changed = client
            .patch(&path)
            .header("if-match", &tag)
            .content(media_type, format!(r#"{{"population":{population}}}"#))
            .await;
        assert_eq!(
            (status(&changed), &changed.json::<Value>()["population"]),
            (200, &json!(population))
        );
        tag = etag(&changed);
    }
    let gone = client.delete(&path).header("if-match", &tag).await;
    assert_eq!(
        (status(&gone), gone.bytes().len(), gone.headers().len()),
        (204, 0, 1)
    );
    // Whoever doesn't care which state it is says so.
    let call = |method| client.call(method, &path).header("if-match", "*");
    assert_eq!(status(&call(Method::DELETE).await), 404);
    assert_eq!(status(&client.get(&path).await), 404);
    assert_eq!(status(&call(Method::PUT).json(&replacement).await), 404);
}

async fn a_city_changes_only_in_the_state_that_was_seen(place: &Place) {
    let client = place.client().await;
    let path = "/cities/3041563";
    let seen = client.get(path).await;
    assert_eq!(seen.header("cache-control"), Some("no-cache"));
    let tag = etag(&seen);
    let again = client.get(path).header("if-none-match", &tag).await;
    assert_eq!((status(&again), etag(&again)), (304, tag.clone()));

    let call = |method| client.call(method, path);
    let writes = || {
        [
            call(Method::PUT).json(&atlantis()),
            call(Method::PATCH).json(&json!({"population": 7})),
            call(Method::DELETE),
        ]
    };
    for write in writes() {
        assert_eq!(status(&write.await), 428);
    }
    for write in writes() {
        let stale = write.header("if-match", "\"another\", \"state\"").await;
        assert_eq!(status(&stale), 412);
    }
    assert_eq!(etag(&client.get(path).await), tag, "nothing was written");
}

/// Both saw the same state, so that one of them would undo what the other did.
async fn of_two_writers_who_saw_the_same_one_wins(place: &Place) {
    let client = place.client().await;
    let path = "/cities/3041563";
    for round in 0..20 {
        let tag = etag(&client.get(path).await);
        let change = |population| {
            let call = client.patch(path).header("if-match", &tag);
            call.json(&json!({"population": population}))
        };
        let mut city = atlantis();
        city["population"] = json!(1000 + round);
        let put = client.put(path).header("if-match", &tag).json(&city);
        let (one, other) = tokio::join!(
            tokio::spawn(change(round).into_future()),
            tokio::spawn(put.into_future())
        );
        let (one, other) = (one.expect("no panic"), other.expect("no panic"));
        let mut statuses = [status(&one), status(&other)];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412]);
        let winner = if status(&one) == 200 { one } else { other };
        let now: Value = client.get(path).await.json();
        assert_eq!(now, winner.json::<Value>());
    }
}

async fn every_bad_field_is_named(place: &Place) {
    let client = place.client().await;
    let mut city = atlantis();
    city["latitude"] = json!(91);
    city["country"] = json!("Portugal");
    city["modified"] = json!("2026-02-30");
    city["extra"] = json!(1);
    city.as_object_mut()
        .expect("an object")
        .shift_remove("name");
    let expected = ["#/name", "#/latitude", "#/country", "#/modified", "#/extra"];
    let put = client.put("/cities/3041563").header("if-match", "*");
    for call in [client.post("/cities"), put] {
        let answer = call.json(&city).await;
        assert_eq!(
            (status(&answer), faults(&answer)),
            (422, expected.map(str::to_owned).to_vec())
        );
    }
    let patch = client
        .patch("/cities/3041563")
        .header("if-match", "*")
        .json(&json!({"name": null, "longitude": -181, "id": 1}))
        .await;
    assert_eq!(
        (status(&patch), faults(&patch)),
        (
            422,
            ["#/name", "#/longitude", "#/id"]
                .map(str::to_owned)
                .to_vec()
        )
    );
    let mut unknown = atlantis();
    unknown["country"] = json!("XX");
    let answer = client.post("/cities").json(&unknown).await;
    assert_eq!(
        (status(&answer), faults(&answer)),
        (422, vec!["#/country".to_owned()])
    );
}

/// `PostgreSQL` has no text with a NUL and no date before year 1; `SQLite` takes both.
async fn values_that_no_database_holds_are_refused(place: &Place) {
    let client = place.client().await;
    let created = client.post("/cities").json(&atlantis()).await;
    let path = created.header("location").expect("a path").to_owned();
    let sqlite = matches!(place.database, Database::Sqlite(_));
    for (latitude, member, value) in [
        (1, "name", "A\0b"),
        (2, "admin1", "\0"),
        (3, "modified", "0000-01-01"),
    ] {
        let change = client
            .patch(&path)
            .header("if-match", "*")
            .json(&json!({ member: value }));
        let mut city = atlantis();
        city["latitude"] = json!(latitude);
        city[member] = json!(value);
        let addition = client.post("/cities").json(&city);
        for (answer, taken) in [(change.await, 200), (addition.await, 201)] {
            let expected = if sqlite { taken } else { 422 };
            assert_eq!(status(&answer), expected, "{member}: {}", answer.text());
        }
    }
}
