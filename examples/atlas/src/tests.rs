//! Every route, called in memory: the client checks each answer against the document.

use folio::test::{Answer, Client};
use serde_json::{Value, json};

use crate::{
    app::{api, app},
    import::tests::{Directory, imported},
    store::Store,
};

/// A client of an atlas of its own, whose files live as long as the directory.
async fn atlas() -> (Client, Directory) {
    let directory = Directory::new();
    let path = directory.database();
    imported(&path).await;
    let store = Store::open(&path)
        .await
        .expect("the database was just built");
    (Client::new(app(store)), directory)
}

fn atlantis() -> Value {
    json!({
        "name": "Atlantis", "ascii_name": "Atlantis", "latitude": 31.25, "longitude": -24.5,
        "feature_code": "PPLH", "country": "PT", "admin1": "", "population": 0, "elevation": -400,
        "timezone": "Atlantic/Azores", "modified": "2026-02-28"
    })
}

fn status(answer: &Answer) -> u16 {
    answer.status().as_u16()
}

/// The pointers or parameters of a problem's errors.
fn faults(answer: &Answer) -> Vec<String> {
    let problem: Value = answer.json();
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    let name = |error: &Value| {
        error["pointer"]
            .as_str()
            .or(error["parameter"].as_str())
            .map(str::to_owned)
    };
    errors.iter().filter_map(name).collect()
}

#[tokio::test]
async fn cities_come_page_by_page() {
    let (client, _directory) = atlas().await;
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
    let past: Value = client
        .get("/cities?country=AD&page=18446744073709551615")
        .await
        .json();
    assert_eq!(
        (&past["items"], &past["total_items"]),
        (&json!([]), &json!(10))
    );
}

#[tokio::test]
async fn bad_pages_name_their_parameters() {
    let (client, _directory) = atlas().await;
    let cases = [
        ("/cities?page=0", "page"),
        ("/cities?page=x", "page"),
        ("/cities?page=18446744073709551616", "page"),
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

#[tokio::test]
async fn a_city_lives_and_ends() {
    let (client, _directory) = atlas().await;
    let added = client.post("/cities").json(&atlantis()).await;
    assert_eq!(status(&added), 201);
    let city: Value = added.json();
    let path = format!("/cities/{}", city["id"]);
    assert_eq!(added.header("location"), Some(path.as_str()));
    assert_eq!(client.get(&path).await.json::<Value>(), city);
    let twice = client.post("/cities").json(&atlantis()).await;
    assert_eq!(status(&twice), 409);

    let mut replacement = atlantis();
    replacement["name"] = json!("Atlantída");
    replacement["elevation"] = Value::Null;
    let replaced: Value = client.put(&path).json(&replacement).await.json();
    assert_eq!(
        (&replaced["name"], &replaced["elevation"]),
        (&json!("Atlantída"), &Value::Null)
    );

    for media_type in ["application/merge-patch+json", "application/json"] {
        let changed = client
            .patch(&path)
            .content(media_type, r#"{"population":7}"#)
            .await;
        assert_eq!(
            (status(&changed), &changed.json::<Value>()["population"]),
            (200, &json!(7))
        );
    }
    let gone = client.delete(&path).await;
    assert_eq!(
        (status(&gone), gone.bytes().len(), gone.headers().len()),
        (204, 0, 0)
    );
    assert_eq!(status(&client.delete(&path).await), 404);
    assert_eq!(status(&client.get(&path).await), 404);
    assert_eq!(status(&client.put(&path).json(&replacement).await), 404);
}

#[tokio::test]
async fn every_bad_field_is_named() {
    let (client, _directory) = atlas().await;
    let mut city = atlantis();
    city["latitude"] = json!(91);
    city["country"] = json!("Portugal");
    city["modified"] = json!("2026-02-30");
    city["extra"] = json!(1);
    city.as_object_mut()
        .expect("an object")
        .shift_remove("name");
    let expected = ["#/name", "#/latitude", "#/country", "#/modified", "#/extra"];
    for call in [client.post("/cities"), client.put("/cities/3041563")] {
        let answer = call.json(&city).await;
        assert_eq!(
            (status(&answer), faults(&answer)),
            (422, expected.map(str::to_owned).to_vec())
        );
    }
    let patch = client
        .patch("/cities/3041563")
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

#[tokio::test]
async fn countries_page_and_health_are_there() {
    let (client, _directory) = atlas().await;
    let countries: Value = client.get("/countries").await.json();
    assert_eq!(countries.as_array().map(Vec::len), Some(252));
    let andorra: Value = client.get("/countries/AD").await.json();
    assert_eq!(
        (&andorra["name"], &andorra["cities"]),
        (&json!("Andorra"), &json!(10))
    );
    assert_eq!(status(&client.get("/countries/xx").await), 404);
    let home = client.get("/").await;
    assert_eq!(
        home.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert!(home.text().contains("Shanghai") && home.text().contains("href=\"/docs\""));
    let health = client.get("/health").await;
    assert_eq!(
        (health.header("content-type"), health.text()),
        (Some("text/plain; charset=utf-8"), "ok")
    );
    assert_eq!(status(&client.get("/docs").await), 200);
    let document: Value = client.get("/openapi.json").await.json();
    assert_eq!(&document, client.service().document());
}

#[test]
fn the_document_is_what_was_reviewed() {
    let document = api().openapi().expect("the app has no faults");
    insta::assert_json_snapshot!("openapi", document);
}
