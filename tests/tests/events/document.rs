//! Event streams in the document, and what stops the build.

use std::{future::IntoFuture, time::Duration};

use folio::{
    App, Event, EventField, LastEventId, Media, Replay, Response, Router, ServerSentEvents, State,
    Subscription, get,
    http::{HeaderValue, StatusCode, header::CONTENT_TYPE},
    post, routes,
    test::Client,
};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
struct City {
    id: u32,
}

#[derive(Serialize, ToSchema)]
enum Change {
    Added(City),
    Renamed { name: String },
    Emptied,
}

#[get("/changes")]
fn changes() -> ServerSentEvents<Change> {
    let renamed = Change::Renamed {
        name: "x".to_owned(),
    };
    ServerSentEvents::iter([Change::Added(City { id: 1 }), renamed, Change::Emptied])
}

#[get("/replay")]
fn replay(replay: State<Replay<Change>>, last: LastEventId) -> Subscription<Change> {
    replay.subscribe(&last)
}

#[get("/cities")]
fn cities() -> ServerSentEvents<City> {
    ServerSentEvents::iter([City { id: 1 }])
}

#[get("/texts", header("cache-control" = "no-store"))]
fn texts() -> ServerSentEvents<String> {
    ServerSentEvents::iter([Event::empty()])
}

fn document() -> Value {
    let app = App::new("Events", "1").state(Replay::<Change>::new(1));
    let client = Client::new(app.routes(routes![changes, replay, cities, texts]));
    client.service().document().clone()
}

fn event(name: Option<&str>, data: &Value) -> Value {
    let data =
        json!({"type": "string", "contentMediaType": "application/json", "contentSchema": data});
    let mut properties = json!({});
    let mut required = json!(["data"]);
    if let Some(name) = name {
        required = json!(["event", "data"]);
        properties["event"] = json!({"type": "string", "enum": [name]});
    }
    properties["data"] = data;
    properties["id"] = json!({"type": "string"});
    properties["retry"] = json!({"type": "integer", "minimum": 0});
    json!({"type": "object", "required": required, "properties": properties})
}

#[test]
fn each_event_is_in_the_document() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    let city = json!({"$ref": "#/components/schemas/City"});
    let renamed = json!({"type": "object", "required": ["name"],
        "properties": {"name": {"type": "string"}}});
    let union = [
        event(Some("Added"), &city),
        event(Some("Renamed"), &renamed),
        event(Some("Emptied"), &json!({"type": "null"})),
    ];
    assert_eq!(schemas["ServerSentEventsChange"], json!({"oneOf": union}));
    let gap = &schemas["SubscriptionChange"]["oneOf"][3]["properties"];
    assert_eq!(gap["event"]["enum"], json!(["gap"]));
    assert_eq!(gap["data"]["contentSchema"]["required"], json!(["missed"]));
    assert_eq!(schemas["ServerSentEventsCity"], event(None, &city));
    let text = &schemas["ServerSentEventsString"]["properties"]["data"];
    assert_eq!(*text, json!({"type": "string"}));
    for (path, name) in [
        ("/changes", "ServerSentEventsChange"),
        ("/replay", "SubscriptionChange"),
        ("/cities", "ServerSentEventsCity"),
        ("/texts", "ServerSentEventsString"),
    ] {
        let item = json!({"$ref": format!("#/components/schemas/{name}")});
        let response = &document["paths"][path]["get"]["responses"]["200"];
        let content = json!({"text/event-stream; charset=utf-8": {
            "schema": {"type": "string"}, "x-folio-item-schema": item}});
        assert_eq!(response["content"], content, "{path}");
        let cache = &response["headers"]["cache-control"]["schema"]["enum"];
        let expected = if path == "/texts" {
            "no-store"
        } else {
            "no-cache"
        };
        assert_eq!(*cache, json!([expected]), "{path}");
    }
    let parameters = &document["paths"]["/replay"]["get"]["parameters"];
    assert_eq!(parameters[0]["name"], "last-event-id");
    assert_eq!(parameters[0]["required"], false);
}

/// Nothing of these stands on the wire as a name.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind")]
enum Tagged {
    A,
    B,
}

/// Neither does of this, which its schema does not say.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
enum Untagged {
    Left { left: u8 },
    Right { right: u8 },
}

#[derive(Serialize, ToSchema)]
struct Inner(Change);

#[derive(Serialize, ToSchema)]
struct Outer(Inner);

#[get("/tagged")]
fn tagged() -> ServerSentEvents<Tagged> {
    ServerSentEvents::iter([Tagged::A, Tagged::B])
}

#[get("/untagged")]
fn untagged() -> ServerSentEvents<Untagged> {
    ServerSentEvents::iter([Untagged::Left { left: 1 }, Untagged::Right { right: 2 }])
}

#[get("/wrapped")]
fn wrapped() -> ServerSentEvents<Outer> {
    ServerSentEvents::iter([Outer(Inner(Change::Emptied))])
}

#[get("/named")]
fn named() -> ServerSentEvents<Change> {
    ServerSentEvents::iter([Event::new(Change::Emptied).event(EventField::from_static("Cleared"))])
}

/// Not the name that the event has by the document.
#[derive(Serialize, ToSchema)]
enum Misnamed {
    #[schema(rename = "Said")]
    Spoken(u8),
}

#[get("/misnamed")]
fn misnamed() -> ServerSentEvents<Misnamed> {
    ServerSentEvents::iter([Misnamed::Spoken(1)])
}

/// Data that is not what its schema says.
#[derive(Serialize, ToSchema)]
struct Mistyped {
    #[schema(value_type = String)]
    id: u8,
}

#[get("/mistyped")]
fn mistyped() -> ServerSentEvents<Mistyped> {
    ServerSentEvents::iter([Mistyped { id: 1 }])
}

fn otherwise() -> Client {
    let endpoints = routes![tagged, untagged, wrapped, named, misnamed, mistyped];
    Client::new(App::new("Events", "1").routes(endpoints))
}

#[tokio::test]
async fn an_enum_that_names_nothing_is_data() {
    let client = otherwise();
    let schemas = &client.service().document()["components"]["schemas"];
    let tagged = json!({"$ref": "#/components/schemas/Tagged"});
    assert_eq!(schemas["ServerSentEventsTagged"], event(None, &tagged));
    let sent = client.get("/tagged").await;
    assert_eq!(
        sent.text(),
        "data: {\"kind\":\"A\"}\r\n\r\ndata: {\"kind\":\"B\"}\r\n\r\n"
    );
}

#[tokio::test]
async fn newtypes_around_an_enum_are_the_enum() {
    let client = otherwise();
    let schemas = &client.service().document()["components"]["schemas"];
    let events = schemas["ServerSentEventsOuter"]["oneOf"]
        .as_array()
        .unwrap();
    let names: Vec<_> = events
        .iter()
        .map(|event| &event["properties"]["event"]["enum"][0])
        .collect();
    assert_eq!(names, ["Added", "Renamed", "Emptied"]);
    let sent = client.get("/wrapped").await;
    assert_eq!(sent.text(), "event: Emptied\r\ndata: null\r\n\r\n");
}

/// What no schema tells, tests do.
#[tokio::test]
async fn events_that_are_not_in_the_document_fail_tests() {
    for (path, fault) in [
        ("/untagged", "its event 1 has no name, and declared are"),
        (
            "/named",
            "its event 1 has the name `Cleared`, and declared are",
        ),
        (
            "/misnamed",
            "its event 1 has the name `Spoken`, and declared are",
        ),
        ("/mistyped", "its event 1 breaks the schema at `/id`"),
    ] {
        let call = otherwise().get(path).into_future();
        let failure = tokio::spawn(call).await.unwrap_err().into_panic();
        let message = failure.downcast_ref::<String>().unwrap();
        assert!(message.contains(fault), "{path}: {message}");
    }
}

#[post("/renamed", status = 200)]
fn renamed() -> Response<ServerSentEvents<String>> {
    Response::new(ServerSentEvents::iter(["<script>".to_owned()]))
        .status(StatusCode::NO_CONTENT)
        .media_type(Media::HTML)
}

#[get("/retyped")]
fn retyped() -> Response<ServerSentEvents<String>> {
    Response::new(ServerSentEvents::iter(["<script>".to_owned()]))
        .status(StatusCode::CREATED)
        .header(CONTENT_TYPE, HeaderValue::from_static("text/html"))
}

/// Whatever a handler says of it: clients refuse others, and take HTML for what it is.
#[tokio::test]
async fn an_event_stream_stays_one() {
    let client = Client::new(App::new("Events", "1").routes(routes![renamed, retyped]));
    for answer in [client.post("/renamed").await, client.get("/retyped").await] {
        assert_eq!(answer.status(), 200);
        let media = answer.header("content-type");
        assert_eq!(media, Some("text/event-stream; charset=utf-8"));
        assert_eq!(answer.text(), "data: <script>\r\n\r\n");
    }
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Gapped {
    Gap,
    Other,
}

#[post("/created", status = 201)]
fn created() -> ServerSentEvents<Change> {
    ServerSentEvents::iter([Change::Emptied])
}

#[get("/json", media_type = Json)]
fn as_json() -> ServerSentEvents<Change> {
    ServerSentEvents::iter([Change::Emptied])
}

#[get("/gapped")]
fn gapped(replay: State<Replay<Gapped>>) -> Subscription<Gapped> {
    let _ = [Gapped::Gap, Gapped::Other];
    replay.subscribe(&LastEventId::default())
}

#[get("/plain", ping_interval = 3)]
fn plain() -> &'static str {
    "plain"
}

#[test]
fn what_can_not_be_is_a_fault_of_the_build() {
    let app = App::new("Events", "1")
        .state(Replay::<Gapped>::new(1))
        .mount(Router::new("/never").ping_interval(Duration::ZERO))
        .routes(routes![created, as_json, gapped, plain]);
    let faults = app.build().unwrap_err().to_string();
    for fault in [
        "an event stream is always a 200, or clients refuse it, and this one is a 201: leave `status` out",
        "an event stream is always `text/event-stream`: leave `media_type` out",
        "has an event `gap`, which is what says that events are missing",
        "`ping_interval` is said of event streams, and this answer is none",
        "a ping interval of zero would never stop",
    ] {
        assert!(faults.contains(fault), "{fault}\nnot in\n{faults}");
    }
}
