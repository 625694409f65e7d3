//! Bodies, and whole queries and forms.

use bytes::Bytes;
use folio::{
    App, Form, Json, MessagePack, Query, Rejection, get, post, put, routes,
    test::{Answer, Client},
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::errors;

#[derive(Debug, Serialize, Deserialize, ToSchema, PartialEq)]
struct Point {
    #[schema(minimum = -90, maximum = 90)]
    latitude: f64,
    #[schema(min_length = 1)]
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    count: Option<u32>,
}

#[derive(Deserialize, ToSchema)]
struct Filter {
    #[serde(default)]
    tag: Vec<String>,
    least: Option<u32>,
}

/// JSON.
#[post("/json")]
async fn json_body(Json(point): Json<Point>) -> Point {
    point
}

/// A value of the body.
#[put("/value")]
async fn body_value(
    /// The point.
    #[body]
    point: Point,
) -> Point {
    point
}

/// MessagePack.
#[post("/messagepack", media_type = MessagePack)]
async fn messagepack_body(MessagePack(point): MessagePack<Point>) -> Point {
    point
}

/// A number, or seven.
#[put("/number")]
async fn number(#[body(default = 7, minimum = 1, maximum = 9)] n: u8) -> u8 {
    n
}

/// A patch.
#[post("/patch", status = 200, consumes = ["application/merge-patch+json"])]
async fn consumed(Json(point): Json<Point>) -> Point {
    point
}

/// A form.
#[post("/form")]
async fn form_body(Form(filter): Form<Filter>) -> u32 {
    u32::try_from(filter.tag.len()).unwrap_or_default() + filter.least.unwrap_or_default()
}

/// A query as a struct.
#[get("/query")]
async fn whole_query(Query(filter): Query<Filter>) -> String {
    format!("{} {:?}", filter.tag.join("+"), filter.least)
}

/// Text.
#[post("/text", status = 200)]
async fn text_body(text: String) -> String {
    text
}

/// Bytes.
#[post("/bytes", status = 200)]
async fn bytes_body(bytes: Bytes) -> Vec<u8> {
    bytes.into()
}

/// A body that may be missing.
#[post("/optional", status = 200)]
async fn optional_body(point: Option<Json<Point>>) -> bool {
    point.is_some()
}

/// A refusal in the handler's hands.
#[post("/result", status = 200)]
async fn caught(point: Result<Json<Point>, Rejection>) -> String {
    point.map_or_else(|rejection| rejection.to_string(), |_| "fine".to_owned())
}

fn bodies() -> Client {
    let endpoints = routes![
        json_body,
        number,
        consumed,
        body_value,
        messagepack_body,
        form_body,
        whole_query,
        text_body,
        bytes_body,
        optional_body,
        caught
    ];
    Client::new(App::new("Bodies", "1").routes(endpoints))
}

#[tokio::test]
async fn bodies_are_read_by_their_types() {
    let client = bodies();
    let point = json!({"latitude": 1.5, "name": "é", "count": 3});
    assert_eq!(
        client.post("/json").json(&point).await.json::<Value>(),
        point
    );
    let merge = client
        .post("/json")
        .content("application/x+JSON; charset=utf-8", point.to_string());
    assert_eq!(merge.await.json::<Value>(), point);
    assert_eq!(
        client.put("/value").json(&point).await.json::<Value>(),
        point
    );
    let packed = client.post("/messagepack").messagepack(&point).await;
    assert_eq!(
        packed.header("content-type"),
        Some("application/vnd.msgpack")
    );
    assert_eq!(packed.messagepack::<Value>(), point);
    let form = client
        .post("/form")
        .content("application/x-www-form-urlencoded", "tag=a&tag=b&least=40");
    assert_eq!(form.await.json::<u32>(), 42);
    assert_eq!(
        client.get("/query?tag=a&tag=b&least=1").await.text(),
        "a+b Some(1)"
    );
    assert_eq!(client.post("/text").text("naïve").await.text(), "naïve");
    let bytes = client
        .post("/bytes")
        .content("image/png", vec![0, 255])
        .await;
    assert_eq!(
        (&bytes.bytes()[..], bytes.header("content-type")),
        (&[0, 255][..], Some("application/octet-stream"))
    );
    assert!(!client.post("/optional").await.json::<bool>());
    assert!(client.post("/optional").json(&point).await.json::<bool>());
    assert_eq!(
        client
            .post("/result")
            .text("x")
            .await
            .text()
            .split(':')
            .next(),
        Some("415 Unsupported Media Type")
    );
}

#[tokio::test]
async fn a_body_has_bounds_and_a_default() {
    let client = bodies();
    assert_eq!(client.put("/number").await.json::<u8>(), 7);
    assert_eq!(client.put("/number").json(&3).await.json::<u8>(), 3);
    for wrong in [json!(0), json!(10), json!("3")] {
        let answer = client.put("/number").json(&wrong).await;
        assert_eq!(
            (answer.status().as_u16(), pointers(&answer)),
            (422, vec!["#".to_owned()]),
            "{wrong}"
        );
    }
    let body = &client.service().document()["paths"]["/number"]["put"]["requestBody"];
    let schema = &body["content"]["application/json"]["schema"];
    assert_eq!(
        (&schema["minimum"], &schema["maximum"], &schema["default"]),
        (&json!(1), &json!(9), &json!(7))
    );
    assert_eq!(body["required"], json!(false));
}

/// What a type passes over must not switch its bounds off.
#[tokio::test]
async fn bounds_hold_whatever_comes_beside() {
    let client = bodies();
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    for beside in ["1e999", r#""\ud800""#, deep.as_str()] {
        let body = format!(r#"{{"latitude":500,"name":"x","beside":{beside}}}"#);
        let answer = client.post("/json").content("application/json", body).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{beside}");
    }
    let fields = [
        0x93, 0xcb, 0x40, 0x7f, 0x40, 0, 0, 0, 0, 0, 0xa1, b'x', 0xc0,
    ];
    let array = client
        .post("/messagepack")
        .content("application/vnd.msgpack", fields.to_vec());
    assert_eq!(array.await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let bin = [
        &[0x83, 0xa8][..],
        b"latitude",
        &[0xcd, 1, 244, 0xa4],
        b"name",
        &[0xa1, b'x', 0xa1, b'b', 0xc4, 0],
    ]
    .concat();
    let bin = client
        .post("/messagepack")
        .content("application/vnd.msgpack", bin);
    assert_eq!(bin.await.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

/// Lists by name.
#[post("/lists")]
async fn lists(Json(lists): Json<std::collections::BTreeMap<String, Vec<u8>>>) -> usize {
    lists.len()
}

#[tokio::test]
async fn a_refusal_repeats_little_of_what_came() {
    let client = Client::new(App::new("Lists", "1").routes(routes![lists]));
    let body = json!({"%".repeat(1_000_000): vec!["x"; 70]});
    let answer = client.post("/lists").json(&body).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.bytes().len() < 20_000,
        "{} bytes",
        answer.bytes().len()
    );
}

#[tokio::test]
async fn an_endpoint_names_what_it_consumes() {
    let client = bodies();
    let point = json!({"latitude": 1.0, "name": "x"}).to_string();
    let call = |media: &str| client.post("/patch").content(media, point.clone());
    assert_eq!(
        call("application/merge-patch+json; charset=utf-8")
            .await
            .status(),
        StatusCode::OK
    );
    assert_eq!(
        call("application/json").await.status(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    let content = &client.service().document()["paths"]["/patch"]["post"]["requestBody"]["content"];
    let names: Vec<&String> = content.as_object().expect("content").keys().collect();
    assert_eq!(names, ["application/merge-patch+json"]);
}

fn pointers(answer: &Answer) -> Vec<String> {
    let problem: Value = answer.json();
    let errors = problem["errors"].as_array().expect("errors are listed");
    errors
        .iter()
        .filter_map(|error| error["pointer"].as_str().map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn bodies_are_refused_with_every_field() {
    let client = bodies();
    let cases: [(Value, &[&str]); 5] = [
        (
            json!({"latitude": "1", "name": 1, "count": -1}),
            &["#/latitude", "#/name", "#/count"],
        ),
        (json!({}), &["#/latitude", "#/name"]),
        (
            json!({"latitude": 91, "name": ""}),
            &["#/latitude", "#/name"],
        ),
        (json!([]), &["#"]),
        (json!(null), &["#"]),
    ];
    for (body, expected) in cases {
        for call in [
            client.post("/json").json(&body),
            client.post("/messagepack").messagepack(&body),
        ] {
            let answer = call.await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
            assert_eq!(pointers(&answer), expected, "{body}");
        }
    }
    // What only the type knows: serde says where in JSON, and nothing of it in MessagePack.
    let body = json!({"latitude": 1, "name": "x", "count": 4_294_967_296_u64});
    assert_eq!(
        pointers(&client.post("/json").json(&body).await),
        ["#/count"]
    );
    assert_eq!(
        pointers(&client.post("/messagepack").messagepack(&body).await),
        ["#"]
    );
}

#[tokio::test]
async fn bodies_of_the_wrong_kind_are_refused() {
    let client = bodies();
    let status = |answer: Answer| answer.status().as_u16();
    assert_eq!(
        status(client.post("/json").content("text/plain", "{}").await),
        415
    );
    assert_eq!(status(client.post("/json").await), 415);
    assert_eq!(
        status(
            client
                .post("/json")
                .content("application/json", "{\"a\"")
                .await
        ),
        400
    );
    assert_eq!(
        status(client.post("/json").content("application/json", "").await),
        400
    );
    let deep = "[".repeat(100_000);
    assert_eq!(
        status(client.post("/json").content("application/json", deep).await),
        400
    );
    let packed = client
        .post("/json")
        .content("application/json", "{}")
        .header("content-encoding", "gzip");
    assert_eq!(status(packed.await), 415);
    let large = vec![b' '; 2 * 1024 * 1024 + 1];
    assert_eq!(
        status(client.post("/bytes").content("a/b", large).await),
        413
    );
    assert_eq!(
        status(client.post("/text").content("text/plain", vec![0xff]).await),
        400
    );
    assert_eq!(status(client.post("/form").text("x").await), 415);
    let form = client
        .post("/form")
        .content("application/x-www-form-urlencoded", "least=x")
        .await;
    assert_eq!(pointers(&form), ["#/least"]);
    let query = client.get("/query?least=x").await;
    assert_eq!(errors(&query)[0].0, "least");
    let deep = [vec![0x91; 100_000], vec![0xc0]].concat();
    assert_eq!(
        status(
            client
                .post("/messagepack")
                .content("application/vnd.msgpack", deep)
                .await
        ),
        422
    );
    let huge = vec![0xdd, 0xff, 0xff, 0xff, 0xff];
    assert_eq!(
        status(
            client
                .post("/messagepack")
                .content("application/vnd.msgpack", huge)
                .await
        ),
        422
    );
}

#[test]
fn refusals_stand_where_they_can_occur() {
    let service = bodies().service().clone();
    let statuses = |path: &str, method: &str| -> Vec<String> {
        let responses = service.document()["paths"][path][method]["responses"].as_object();
        responses
            .into_iter()
            .flatten()
            .map(|(status, _)| status.clone())
            .collect()
    };
    assert_eq!(
        statuses("/json", "post"),
        ["201", "400", "413", "415", "422"]
    );
    assert_eq!(
        statuses("/messagepack", "post"),
        ["201", "400", "413", "415", "422"]
    );
    assert_eq!(statuses("/text", "post"), ["200", "400", "413", "415"]);
    assert_eq!(statuses("/query", "get"), ["200", "400"]);
    assert_eq!(statuses("/result", "post"), ["200"]);
    let body = &service.document()["paths"]["/value"]["put"]["requestBody"];
    assert_eq!(
        (&body["description"], &body["required"]),
        (&json!("The point."), &json!(true))
    );
    assert_eq!(
        service.document()["paths"]["/optional"]["post"]["requestBody"]["required"],
        json!(false)
    );
}
