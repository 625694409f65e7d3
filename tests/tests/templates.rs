//! Templates as answers: names, media types, escaping, engines, faults.

use folio::{
    App, Layer, Media, OperationDoc, Problem, Respond, Response, Router, Template, Templates, by,
    context, get,
    http::{HeaderName, HeaderValue},
    minijinja::{AutoEscape, Environment},
    post, routes,
    test::Client,
};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

const USER: &str = "Ann <b>";

/// A template by its name.
#[get("/named/{*name}")]
fn named(name: String, #[query(default = "Ann <b>")] user: String) -> Template {
    Template::new(name, context! { user })
}

/// As text.
#[get("/as-text", media_type = Text)]
fn as_text() -> Template {
    Template::new("info.html", context! { user => "Ann" })
}

/// Under the endpoint's status.
#[post("/made", header("x-a" = "b"), header("x-dyn", description = "Dynamic."))]
fn made(#[query] gone: Option<bool>) -> Result<Response<Template>, Gone> {
    if gone == Some(true) {
        return Err(Gone);
    }
    let page = Template::new("info.html", context! { user => "Ann" });
    let name = HeaderName::from_static("x-dyn");
    Ok(Response::new(page).header(name, HeaderValue::from_static("d")))
}

/// Not here any more.
#[derive(Debug, Problem)]
#[problem(status = 410)]
struct Gone;

/// A context whose members can't be written.
struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("a secret reason"))
    }
}

/// A context that fails.
#[get("/unwritable")]
fn unwritable() -> Template {
    Template::new("info.html", Unwritable)
}

/// A template by its text.
#[get("/inline")]
fn inline(#[query] user: String) -> Template {
    Template::inline("<i>{{ user }}</i>", context! { user })
}

fn templates() -> Templates {
    Templates::new([
        ("info.html", "<p>{{ user }}</p>"),
        ("info.txt", "user={{ user }}"),
        ("info.xml", "<u>{{ user }}</u>"),
        ("info.json.jinja", r#"{"user": {{ user }}}"#),
        ("info.html.jinja", "<b>{{ user }}</b>"),
        ("info", "no suffix {{ user }}"),
        ("info.weird", "odd suffix {{ user }}"),
        ("broken.html", "{% include 'not-there.html' %}"),
        ("strict.html", "[{{ missing }}]"),
    ])
}

fn app() -> App {
    App::new("Templates", "1").header("x-app", "main")
}

fn client() -> Client {
    let endpoints = routes![named, as_text, made, unwritable, inline];
    Client::new(app().templates(templates()).routes(endpoints))
}

#[tokio::test]
async fn a_name_says_media_type_and_escaping() {
    let client = client();
    let cases = [
        (
            "info.html",
            "text/html; charset=utf-8",
            "<p>Ann &lt;b&gt;</p>",
        ),
        (
            "info.html.jinja",
            "text/html; charset=utf-8",
            "<b>Ann &lt;b&gt;</b>",
        ),
        ("info.txt", "text/plain; charset=utf-8", "user=Ann <b>"),
        ("info.xml", "application/xml", "<u>Ann &lt;b&gt;</u>"),
        (
            "info.json.jinja",
            "application/json",
            r#"{"user": "Ann <b>"}"#,
        ),
        (
            "info",
            "text/plain; charset=utf-8",
            "no suffix Ann &lt;b&gt;",
        ),
        (
            "info.weird",
            "text/plain; charset=utf-8",
            "odd suffix Ann &lt;b&gt;",
        ),
        ("strict.html", "text/html; charset=utf-8", "[]"),
    ];
    for (name, media, body) in cases {
        let answer = client.get(&format!("/named/{name}")).await;
        assert_eq!(answer.header("content-type"), Some(media), "{name}");
        assert_eq!(answer.header("x-app"), Some("main"), "{name}");
        assert_eq!(
            (answer.status().as_u16(), answer.text()),
            (200, body),
            "{name}"
        );
    }
}

#[tokio::test]
async fn what_a_request_brings_is_escaped() {
    let client = client();
    let script = "user=%3Cscript%3Ealert('x')%3C/script%3E%7B%7B+7*7+%7D%7D";
    for target in [
        "/named/info.html",
        "/named/info.xml",
        "/named/info",
        "/inline",
    ] {
        let answer = client.get(&format!("{target}?{script}")).await;
        assert!(answer.text().contains("&lt;script&gt;alert("), "{target}");
        assert!(!answer.text().contains("<script"), "{target}");
        assert!(
            answer.text().contains("{{ 7*7 }}"),
            "{target}: a value is no template"
        );
    }
    let json = client
        .get(&format!("/named/info.json.jinja?{script}"))
        .await;
    assert_eq!(
        json.json::<Value>(),
        json!({"user": "<script>alert('x')</script>{{ 7*7 }}"})
    );
}

#[tokio::test]
async fn the_endpoint_says_status_headers_and_media_type() {
    let client = client();
    let text = client.get("/as-text").await;
    assert_eq!(
        text.header("content-type"),
        Some("text/plain; charset=utf-8")
    );
    assert_eq!(text.text(), "<p>Ann</p>");
    let made = client.post("/made").await;
    assert_eq!(made.status(), 201);
    assert_eq!(
        ["x-a", "x-dyn", "x-app", "content-type"].map(|name| made.header(name)),
        ["b", "d", "main", "text/html; charset=utf-8"].map(Some)
    );
    assert_eq!(client.post("/made?gone=true").await.status(), 410);
    let head = client.head("/as-text").await;
    assert_eq!(head.header("content-length"), Some("10"));
    let inline = client.get("/inline?user=Ann").await;
    assert_eq!(
        inline.header("content-type"),
        Some("text/html; charset=utf-8")
    );
}

#[tokio::test]
async fn what_fails_says_nothing_of_the_reason() {
    let client = client();
    for target in [
        "/named/not-there.html",
        "/named/../Cargo.toml",
        "/named/broken.html",
        "/unwritable",
    ] {
        let answer = client.get(target).await;
        assert_eq!(answer.status(), 500, "{target}");
        assert_eq!(
            answer.json::<Value>(),
            json!({"type": "about:blank", "title": "Internal Server Error", "status": 500, "detail": "A template that could not be rendered."}),
            "{target}"
        );
    }
}

#[test]
fn the_document_lists_what_templates_may_be() {
    let service = app()
        .templates(templates())
        .routes(routes![named, as_text])
        .build()
        .unwrap();
    let content = |path: &str| {
        service.document()["paths"][path]["get"]["responses"]["200"]["content"].clone()
    };
    let text = json!({"schema": {"type": "string"}});
    assert_eq!(
        content("/named/{name}"),
        json!({
            "application/json": {"schema": {}},
            "application/xml": text,
            "text/html; charset=utf-8": text,
            "text/plain; charset=utf-8": text,
        })
    );
    assert_eq!(
        content("/as-text"),
        json!({"text/plain; charset=utf-8": text})
    );
}

/// An engine that loads what is named: nobody knows all names, so the document says any.
#[tokio::test]
async fn an_environment_is_used_as_it_is() {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_loader(|name| Ok((name == "info.txt").then(|| "{{ user|shout }}".to_owned())));
    let engine = Templates::from(environment).configure(|environment| {
        environment.add_filter("shout", |text: String| text.to_uppercase());
    });
    let app = app().templates(engine).routes(routes![named]);
    let client = Client::new(app);
    let answer = client.get("/named/info.txt").await;
    assert_eq!(answer.text(), "ANN &lt;B&gt;");
    let content = &client.service().document()["paths"]["/named/{name}"]["get"]["responses"]["200"]
        ["content"];
    assert_eq!(*content, json!({"*/*": {"schema": {}}}));
}

#[tokio::test]
async fn the_nearest_engine_renders() {
    let inner = Layer::new().templates(Templates::new([("info.html", "inner")]));
    let app = app()
        .templates(templates())
        .routes(routes![as_text])
        .mount(Router::new("/inner").layer(inner).routes(routes![named]));
    let client = Client::new(app);
    assert_eq!(client.get("/as-text").await.text(), "<p>Ann</p>");
    assert_eq!(client.get("/inner/named/info.html").await.text(), "inner");
}

#[tokio::test]
async fn a_directory_is_read_at_the_start() {
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");
    let client = Client::new(
        app()
            .templates(Templates::load(directory))
            .routes(routes![named]),
    );
    let html = client.get("/named/info.html").await;
    assert_eq!(html.text(), "<p>Ann &lt;b&gt;</p>");
    let text = client.get("/named/mails/hello.txt.j2").await;
    assert_eq!(text.text(), format!("Hello {USER}"));
    for hidden in [".hidden/broken.html", "/etc/hostname", "../templates.rs"] {
        assert_eq!(client.get(&format!("/named/{hidden}")).await.status(), 500);
    }
}

fn faults(app: App) -> Vec<String> {
    let errors = app.build().unwrap_err();
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn faults_show_when_the_app_is_built() {
    let missing = faults(app().routes(routes![as_text]));
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert!(
        missing[0].contains("add an engine by `.templates(…)`"),
        "{missing:?}"
    );
    assert!(missing[0].contains("(as_text)"), "{missing:?}");

    let broken = Templates::new([("a.html", "{% if %}"), ("b.html", "{{"), ("c.html", "")]);
    let broken = faults(app().templates(broken));
    assert_eq!(broken.len(), 2, "{broken:?}");
    assert!(
        broken[0].contains("the template `a.html`: syntax error"),
        "{broken:?}"
    );
    assert!(broken[0].contains("templates.rs:"), "{broken:?}");

    let nowhere = faults(app().templates(Templates::load("not/there")));
    assert!(
        nowhere[0].contains("the templates in `not/there`: "),
        "{nowhere:?}"
    );

    let twice = faults(app().templates(templates()).templates(templates()));
    assert!(
        twice[0].contains("two template engines on one layer: keep one"),
        "{twice:?}"
    );
}

/// Templates of askama render themselves, so they need no engine: a type of the user's answers.
struct Askama<T>(T);

/// The page could not be rendered.
#[derive(Debug, Problem)]
#[problem(status = 500)]
struct Unrendered(#[problem(from)] askama::Error);

impl<T: askama::Template> Respond<by::Itself> for Askama<T> {
    const BODY: bool = true;

    fn describe(doc: &mut OperationDoc<'_>) {
        let (status, media) = (doc.status(), doc.media(Media::HTML));
        doc.answer_with(status, media.name(), json!({"type": "string"}));
        Unrendered::describe(doc);
    }

    fn respond(self, cx: &mut folio::Context) -> folio::http::Response<folio::Body> {
        self.0.render().map_err(Unrendered::from).respond(cx)
    }
}

#[derive(askama::Template)]
#[template(source = "<p>{{ user }}</p>", ext = "html")]
struct Page {
    user: String,
}

/// A page that renders itself.
#[get("/askama")]
fn page(#[query] user: String) -> Askama<Page> {
    Askama(Page { user })
}

#[tokio::test]
async fn templates_that_render_themselves() {
    let client = Client::new(app().routes(routes![page]));
    let answer = client.get("/askama?user=%3Cscript%3E").await;
    assert_eq!(
        answer.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(answer.header("x-app"), Some("main"));
    assert_eq!(answer.text(), "<p>&#60;script&#62;</p>");
}
