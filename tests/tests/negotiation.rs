//! Several representations of one answer, chosen by `Accept` (RFC 9110 §12).

use std::sync::atomic::{AtomicUsize, Ordering};

use folio::{
    App, BodyError, Encoder, Layer, Media, Problem, ProblemFormat, Representation, Response,
    Router, Template, Templates, context, encode, erased_serde, get, http::header::VARY, post,
    routes, test::Client,
};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// A line for each row.
struct Csv;

impl Encoder for Csv {
    fn media_type(&self) -> &'static str {
        "text/csv; charset=utf-8"
    }

    fn encode(&self, value: &dyn erased_serde::Serialize) -> Result<Vec<u8>, BodyError> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        encode::rows(value, |row| writer.serialize(row))?;
        Ok(writer.into_inner()?)
    }
}

#[derive(Serialize, ToSchema)]
struct City {
    id: u64,
    name: String,
}

#[derive(Debug, Problem)]
enum CityError {
    /// No city has this id.
    #[problem(status = 404)]
    Unknown,
}

fn find(id: u64) -> Result<City, CityError> {
    match id {
        1 => Ok(City {
            id,
            name: "<La Paz>".to_owned(),
        }),
        _ => Err(CityError::Unknown),
    }
}

/// One city.
#[get("/cities/{id}", produces = [Json, MessagePack, Html("city.html"), "text/csv"])]
fn city(id: u64) -> Result<City, CityError> {
    find(id)
}

/// All cities.
#[get("/cities", produces = [Html("cities.html"), Json], not_acceptable = first)]
fn cities() -> Vec<City> {
    find(1).into_iter().collect()
}

/// A page.
#[get("/page", template = "city.html")]
fn page() -> City {
    City {
        id: 2,
        name: "Oslo".to_owned(),
    }
}

static ADDED: AtomicUsize = AtomicUsize::new(0);

/// Adds a city.
#[post("/cities", produces = [Json, MessagePack])]
fn add() -> Response<City> {
    ADDED.fetch_add(1, Ordering::SeqCst);
    Response::new(City {
        id: 3,
        name: "Lima".to_owned(),
    })
}

fn templates() -> Templates {
    Templates::new([
        ("city.html", "<h1>{{ name }}</h1>"),
        (
            "cities.html",
            "{% for city in value %}<li>{{ city.name }}</li>{% endfor %}",
        ),
    ])
}

fn app() -> App {
    App::new("Negotiation", "1")
        .templates(templates())
        .encoder(Csv)
        .routes(routes![city, cities, page, add])
}

#[tokio::test]
async fn each_request_gets_what_it_likes_best() {
    let client = Client::new(app());
    let json = r#"{"id":1,"name":"<La Paz>"}"#;
    let html = "<h1>&lt;La Paz&gt;</h1>";
    let csv = "id,name\n1,<La Paz>\n";
    let cases = [
        ("*/*", "application/json", json),
        (
            "application/*;q=0.5, text/html",
            "text/html; charset=utf-8",
            html,
        ),
        ("text/*", "text/html; charset=utf-8", html),
        ("TEXT/CSV, text/html;q=0.9", "text/csv; charset=utf-8", csv),
        ("text/csv;q=0.1, image/png", "text/csv; charset=utf-8", csv),
        (
            "application/json;q=0, text/csv",
            "text/csv; charset=utf-8",
            csv,
        ),
        (
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "text/html; charset=utf-8",
            html,
        ),
    ];
    for (accept, media, body) in cases {
        let answer = client.get("/cities/1").header("accept", accept).await;
        assert_eq!(answer.header("content-type"), Some(media), "{accept}");
        assert_eq!(answer.header("vary"), Some("accept"), "{accept}");
        assert_eq!(answer.text(), body, "{accept}");
    }
    let without = client.get("/cities/1").await;
    assert_eq!(without.text(), json);
    let packed = client
        .get("/cities/1")
        .header("accept", "application/vnd.msgpack")
        .await;
    assert_eq!(packed.messagepack::<Value>()["id"], 1);
}

#[tokio::test]
async fn nothing_is_done_for_a_request_that_is_refused() {
    let client = Client::new(app());
    let before = ADDED.load(Ordering::SeqCst);
    for accept in ["text/html", "application/json;q=0", "*/*;q=0"] {
        let refused = client.post("/cities").header("accept", accept).await;
        assert_eq!(refused.status(), 406, "{accept}");
        assert_eq!(refused.header("vary"), Some("accept"), "{accept}");
        assert_eq!(
            refused.json::<Value>(),
            json!({
                "type": "about:blank",
                "title": "Not Acceptable",
                "status": 406,
                "detail": "This can't be had in any of the media types that `accept` names.",
                "available": ["application/json", "application/vnd.msgpack"],
            }),
            "{accept}"
        );
    }
    assert_eq!(ADDED.load(Ordering::SeqCst), before);
    let added = client
        .post("/cities")
        .header("accept", "application/*")
        .await;
    assert_eq!(
        (added.status().as_u16(), ADDED.load(Ordering::SeqCst)),
        (201, before + 1)
    );
}

#[tokio::test]
async fn an_accept_that_nothing_meets_may_be_disregarded() {
    let client = Client::new(app());
    let answer = client.get("/cities").header("accept", "image/png").await;
    assert_eq!(
        answer.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(answer.text(), "<li>&lt;La Paz&gt;</li>");
    let responses = &client.service().document()["paths"]["/cities"]["get"]["responses"];
    assert!(responses.get("406").is_none());
}

#[tokio::test]
async fn errors_vary_as_answers_do() {
    let client = Client::new(app());
    let answer = client.get("/cities/7").header("accept", "text/html").await;
    assert_eq!(answer.status(), 404);
    assert_eq!(
        answer.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(answer.header("vary"), Some("accept"));
}

#[tokio::test]
async fn one_template_is_no_choice() {
    let client = Client::new(app());
    let page = client.get("/page").header("accept", "image/png").await;
    assert_eq!(page.text(), "<h1>Oslo</h1>");
    assert_eq!(page.header("vary"), None);
}

#[test]
fn the_document_has_every_representation() {
    let service = app().build().unwrap();
    let responses = &service.document()["paths"]["/cities/{id}"]["get"]["responses"];
    let city = json!({"schema": {"$ref": "#/components/schemas/City"}});
    let text = json!({"schema": {"type": "string"}});
    assert_eq!(
        responses["200"]["content"],
        json!({
            "application/json": city,
            "application/vnd.msgpack": city,
            "text/csv; charset=utf-8": text,
            "text/html; charset=utf-8": text,
        })
    );
    for status in ["200", "404", "406", "500"] {
        let vary = &responses[status]["headers"]["vary"];
        assert_eq!(vary["schema"]["enum"], json!(["accept"]), "{status}");
    }
}

/// Text.
#[get("/text")]
fn text() -> String {
    "text".to_owned()
}

/// A type of its own.
#[get("/hal", media_type = "application/hal+json")]
fn hal() -> City {
    page()
}

/// What the layers say.
#[get("/plain")]
fn plain() -> City {
    page()
}

/// A template by itself.
#[get("/itself")]
fn itself() -> Template {
    Template::new("city.html", context! { name => "Quito" })
}

/// Nothing.
#[get("/nothing")]
fn nothing() {}

fn formats() -> [Representation; 2] {
    [
        Representation::media(Media::MESSAGE_PACK),
        Representation::media(Media::JSON),
    ]
}

#[tokio::test]
async fn a_layer_produces_for_values_alone() {
    let near = Layer::new().media_type(Media::JSON);
    let vary = Layer::new().header("vary", "origin");
    let app = App::new("Negotiation", "1")
        .templates(templates())
        .produces(formats())
        .routes(routes![text, hal, plain, itself, nothing])
        .mount(Router::new("/near").layer(near).routes(routes![page]))
        .mount(Router::new("/vary").layer(vary).routes(routes![add]));
    let client = Client::new(app);
    let cases = [
        ("/text", Some("text/plain; charset=utf-8"), None),
        ("/hal", Some("application/hal+json"), None),
        ("/plain", Some("application/vnd.msgpack"), Some("accept")),
        ("/itself", Some("text/html; charset=utf-8"), None),
        ("/nothing", None, None),
        ("/near/page", Some("text/html; charset=utf-8"), None),
    ];
    for (target, media, vary) in cases {
        let answer = client.get(target).await;
        assert_eq!(
            (answer.header("content-type"), answer.header("vary")),
            (media, vary),
            "{target}"
        );
    }
    let answer = client.post("/vary/cities").await;
    let vary: Vec<_> = answer.headers().get_all(VARY).iter().collect();
    assert_eq!(vary, ["origin", "accept"]);
}

/// Text in several forms.
#[get("/a", produces = [Json, MessagePack])]
fn text_twice() -> String {
    String::new()
}

/// Answers by itself.
#[get("/b", produces = [Json, MessagePack])]
fn by_itself() -> Template {
    Template::inline("", context! {})
}

/// Two options that say the same.
#[get("/c", produces = [Json, MessagePack], media_type = "application/hal+json")]
fn both() -> City {
    page()
}

/// A template that is not there.
#[get("/d", template = "town.html")]
fn unknown() -> City {
    page()
}

/// One media type in two ways.
#[get("/e", produces = [Json, "application/json"])]
fn same() -> City {
    page()
}

/// No answer to be written.
#[get("/f", template = "city.html")]
fn empty() {}

#[test]
fn faults_show_when_the_app_is_built() {
    let app = App::new("Negotiation", "1")
        .templates(templates())
        .routes(routes![text_twice, by_itself, both, unknown, same, empty]);
    let errors = app.build().unwrap_err();
    let messages: Vec<&str> = errors.iter().map(folio::Fault::message).collect();
    let expected = [
        "text and bytes are one representation already: return a value that all formats of `produces` can write",
        "`produces` and `template` say how a value is written, and this answer writes itself: leave them out",
        "`media_type` names one representation and `produces` others: keep one of the options",
        "there is no template `town.html`: there are `cities.html`, `city.html`",
        "`application/json` is produced in two ways: keep one",
        "`produces` and `template` say how a value is written, and this answer writes itself: leave them out",
    ];
    assert_eq!(messages, expected, "{errors}");
    let handlers = [
        "text_twice",
        "by_itself",
        "both",
        "unknown",
        "same",
        "empty",
    ];
    for (fault, handler) in errors.iter().zip(handlers) {
        let place = &fault.places()[0];
        assert!(place.contains(&format!("({handler})")), "{place}");
    }
    let empty = App::new("Negotiation", "1").produces([]);
    assert!(
        empty
            .build()
            .unwrap_err()
            .to_string()
            .contains("1 to 32 representations")
    );
}

#[derive(Debug, folio::Problem)]
enum Gone {
    /// Nothing is named `{name}`.
    #[problem(status = 404, detail = "Nothing is named {name}.")]
    Named { name: String },
}

/// Finds nothing.
#[get("/gone/{name}", produces = [Json, MessagePack])]
async fn gone(name: String) -> Result<Vec<u64>, Gone> {
    Err(Gone::Named { name })
}

/// Finds nothing, as JSON.
#[get("/plain/{name}")]
async fn lost(name: String) -> Result<u64, Gone> {
    Err(Gone::Named { name })
}

#[tokio::test]
async fn problems_come_in_the_form_that_is_liked_best() {
    let app = App::new("Problems", "1")
        .problem_formats([ProblemFormat::Html, ProblemFormat::Text])
        .routes(routes![lost]);
    let client = Client::new(app);
    for (accept, media) in [
        ("*/*", "application/problem+json"),
        ("application/json", "application/problem+json"),
        ("image/png", "application/problem+json"),
        (
            "text/html,application/xhtml+xml,*/*;q=0.8",
            "text/html; charset=utf-8",
        ),
        ("text/plain", "text/plain; charset=utf-8"),
        (
            "text/html;q=0.1, application/problem+json",
            "application/problem+json",
        ),
    ] {
        for path in ["/plain/x", "/nowhere"] {
            let answer = client.get(path).header("accept", accept).await;
            assert_eq!(answer.status(), 404);
            assert_eq!(
                answer.header("content-type"),
                Some(media),
                "{path} {accept}"
            );
            assert_eq!(answer.header("vary"), Some("accept"));
        }
    }
    let page = client
        .get("/plain/%3Cscript%3E")
        .header("accept", "text/html")
        .await;
    assert!(
        page.text()
            .contains("<p>Nothing is named &lt;script&gt;.</p>"),
        "{}",
        page.text()
    );
    assert!(!page.text().contains("<script>"));
    let text = client.get("/plain/x").header("accept", "text/plain").await;
    assert_eq!(text.text(), "404 Not Found\nNothing is named x.\nname: x\n");
}

#[tokio::test]
async fn problems_follow_what_an_endpoint_produces() {
    let client = Client::new(App::new("Problems", "1").routes(routes![gone]));
    let answer = client
        .get("/gone/x")
        .header("accept", "application/vnd.msgpack")
        .await;
    assert_eq!(answer.status(), 404);
    let problem: serde_json::Value = answer.messagepack();
    assert_eq!(problem["detail"], "Nothing is named x.");
    let answer = client.get("/gone/x").await;
    assert_eq!(
        answer.header("content-type"),
        Some("application/problem+json")
    );
}

/// Says in which form it answers.
#[get("/said", produces = [Json, MessagePack])]
async fn said(#[query] how: Option<bool>) -> Response<Vec<u64>> {
    let answer = Response::new(vec![1]);
    match how {
        Some(true) => answer.media_type(Media::MESSAGE_PACK),
        Some(false) => answer.media_type(Media::HTML),
        None => answer,
    }
}

/// A text of another type.
#[get("/typed", media_type = Html)]
async fn typed() -> Response<String> {
    Response::new("<p>x</p>".to_owned()).media_type(Media::HTML)
}

#[tokio::test]
async fn an_answer_may_say_its_media_type_among_those_that_are_offered() {
    let client = Client::new(App::new("Said", "1").routes(routes![said, typed]));
    assert_eq!(
        client.get("/said").await.header("content-type"),
        Some("application/json")
    );
    let answer = client.get("/said?how=true").await;
    assert_eq!(answer.messagepack::<Vec<u64>>(), [1]);
    let typed = client.get("/typed").await;
    assert_eq!(
        typed.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    let answer = client.without_contract().get("/said?how=false").await;
    assert_eq!(answer.status(), 500);
}

#[test]
fn nothing_writes_what_no_layer_brings() {
    let app = App::new("Negotiation", "1").routes(routes![page, city]);
    let errors = app.build().unwrap_err();
    let messages: Vec<&str> = errors.iter().map(folio::Fault::message).collect();
    let expected = [
        "nothing renders the template `city.html`: add an engine by `.templates(…)` on the app or a router above",
        "nothing renders the template `city.html`: add an engine by `.templates(…)` on the app or a router above",
        "nothing writes `text/csv`: add an encoder by `.encoder(…)` on the app or a router above",
    ];
    assert_eq!(messages, expected, "{errors}");
}
