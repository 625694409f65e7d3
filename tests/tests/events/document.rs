//! Event streams in the document, and what stops the build.

use std::time::Duration;

use folio::{
    App, Event, LastEventId, Replay, Router, ServerSentEvents, State, Subscription, get, post,
    routes, test::Client,
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
