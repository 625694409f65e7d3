//! Formats of the app's own, by encoders.

use folio::{
    App, BodyError, Encoder, Layer, Router, encode, erased_serde, get, routes, test::Client,
};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// Comma-separated values (RFC 4180): a header line, then a row for each element.
struct Csv;

impl Encoder for Csv {
    fn media_type(&self) -> &'static str {
        "text/csv; charset=utf-8; header=present"
    }

    fn encode(&self, value: &dyn erased_serde::Serialize) -> Result<Vec<u8>, BodyError> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        encode::rows(value, |row| writer.serialize(row))?;
        Ok(writer.into_inner()?)
    }
}

/// Says only that it was there.
struct Mark(&'static str, &'static [u8]);

impl Encoder for Mark {
    fn media_type(&self) -> &'static str {
        self.0
    }

    fn encode(&self, _: &dyn erased_serde::Serialize) -> Result<Vec<u8>, BodyError> {
        Ok(self.1.to_vec())
    }
}

#[derive(Serialize, ToSchema)]
struct City {
    id: u64,
    name: String,
    elevation: Option<i32>,
}

#[derive(Serialize, ToSchema)]
struct Nested {
    id: u64,
    cities: Vec<City>,
}

fn cities() -> Vec<City> {
    let city = |id, name: &str, elevation| City {
        id,
        name: name.to_owned(),
        elevation,
    };
    vec![city(1, "La \"Paz\"", Some(3640)), city(2, "a,b", None)]
}

/// All cities.
#[get("/cities", produces = ["text/csv"])]
fn all() -> Vec<City> {
    cities()
}

/// One city.
#[get("/city", produces = ["text/csv"])]
fn one() -> Option<City> {
    cities().pop()
}

/// None.
#[get("/none", produces = ["text/csv"])]
fn none() -> Vec<City> {
    Vec::new()
}

/// More than a row can hold.
#[get("/nested", produces = ["text/csv"])]
fn nested() -> Vec<Nested> {
    vec![Nested {
        id: 1,
        cities: cities(),
    }]
}

/// Bytes of an encoder.
#[get("/sheet", produces = ["application/vnd.example.sheet"])]
fn sheet() -> Vec<City> {
    cities()
}

/// JSON under a name of its own needs no encoder.
#[get("/geo", produces = ["application/geo+json"])]
fn geo() -> Vec<City> {
    cities()
}

#[tokio::test]
async fn values_are_written_row_by_row() {
    let endpoints = routes![all, one, none];
    let client = Client::new(App::new("Encoders", "1").encoder(Csv).routes(endpoints));
    let cases = [
        (
            "/cities",
            "id,name,elevation\n1,\"La \"\"Paz\"\"\",3640\n2,\"a,b\",\n",
        ),
        ("/city", "id,name,elevation\n2,\"a,b\",\n"),
        ("/none", ""),
    ];
    for (target, body) in cases {
        let answer = client.get(target).await;
        assert_eq!(
            answer.header("content-type"),
            Some("text/csv; charset=utf-8; header=present"),
            "{target}"
        );
        assert_eq!(answer.header("vary"), None, "{target}");
        assert_eq!(answer.text(), body, "{target}");
    }
}

#[tokio::test]
async fn what_a_format_has_no_form_for_is_refused() {
    let app = App::new("Encoders", "1")
        .encoder(Csv)
        .routes(routes![nested]);
    let answer = Client::new(app).get("/nested").await;
    assert_eq!(answer.status(), 500);
    assert!(!answer.text().contains("csv"), "{}", answer.text());
}

#[tokio::test]
async fn the_nearest_encoder_of_a_media_type_writes() {
    let inner = Layer::new().encoder(Mark("Text/CSV", b"inner"));
    let app = App::new("Encoders", "1")
        .encoder(Csv)
        .encoder(Mark("application/vnd.example.sheet", &[0xff, 0x00]))
        .mount(
            Router::new("/inner")
                .layer(inner)
                .routes(routes![all, sheet]),
        )
        .routes(routes![geo]);
    let client = Client::new(app);
    let inner = client.get("/inner/cities").await;
    assert_eq!(inner.header("content-type"), Some("Text/CSV"));
    assert_eq!(inner.text(), "inner");
    let sheet = client.get("/inner/sheet").await;
    assert_eq!(&sheet.bytes()[..], [0xff, 0x00]);
    let geo = client.get("/geo").await;
    assert_eq!(geo.header("content-type"), Some("application/geo+json"));
    assert_eq!(geo.json::<Value>()[1]["name"], "a,b");

    let schema = |path: &str, media: &str| {
        let paths = &client.service().document()["paths"];
        paths[path]["get"]["responses"]["200"]["content"][media]["schema"].clone()
    };
    assert_eq!(
        schema("/inner/cities", "Text/CSV"),
        json!({"type": "string"})
    );
    assert_eq!(
        schema("/inner/sheet", "application/vnd.example.sheet"),
        json!({"type": "string", "format": "binary"})
    );
    assert_eq!(schema("/geo", "application/geo+json")["type"], "array");
}

#[test]
fn faults_show_when_the_app_is_built() {
    let faults = |app: App| {
        let errors = app.build().unwrap_err();
        errors.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let app = || App::new("Encoders", "1");
    let missing = faults(app().routes(routes![all]));
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert!(
        missing[0].contains("nothing writes `text/csv`: add an encoder"),
        "{missing:?}"
    );
    assert!(missing[0].contains("(all)"), "{missing:?}");

    let twice = faults(app().encoder(Csv).encoder(Mark("TEXT/CSV", b"")));
    assert!(
        twice[0].contains("two encoders of `TEXT/CSV` on one layer"),
        "{twice:?}"
    );

    let broken = app().encoder(Mark("application/vnd.example.sheet; a=\n", b""));
    let broken = faults(broken.routes(routes![sheet]));
    assert!(broken[0].contains("is no media type"), "{broken:?}");
}
