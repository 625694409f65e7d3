//! `negotiate/*`: representations by `Accept`, and `Accept` asked by hand.

use folio::{
    Accept, Problem, Representation, Router, get,
    http::{self, header::CONTENT_TYPE},
    routes,
    test::Client,
};
use serde::Serialize;
use utoipa::ToSchema;

/// Has nothing to say that the templates don't.
#[derive(Serialize, ToSchema)]
struct Nothing {}

/// Text, HTML or XML; text for whoever takes none of them.
#[get("/best")]
fn best() -> Nothing {
    Nothing {}
}

/// The same, for whoever takes one of them.
#[get("/strict")]
fn strict() -> Nothing {
    Nothing {}
}

#[derive(Serialize, ToSchema)]
struct Accepts {
    accepts: bool,
}

/// Whether a media type would do.
#[get("/accepts")]
fn accepts(accept: Accept, #[query] media: String) -> Accepts {
    Accepts {
        accepts: accept.accepts(&media),
    }
}

/// There is nothing that would do.
#[derive(Debug, Problem)]
#[problem(status = 406)]
struct Neither;

/// Whatever the client wants of an open offer.
#[get("/wildcard-offer")]
fn wildcard_offer(accept: Accept) -> Result<http::Response<String>, Neither> {
    let (_, media) = accept.best_fill(&["application/*"]).ok_or(Neither)?;
    let answer = http::Response::builder().header(CONTENT_TYPE, media.as_ref());
    answer.body(media.into_owned()).map_err(|_| Neither)
}

pub(crate) fn router() -> Router {
    let offers = || ["hello.txt", "hello.html", "hello.xml"].map(Representation::template);
    let any = Router::new("").produces(offers()).disregard_accept();
    let strict_ones = Router::new("").produces(offers());
    Router::new("/negotiate")
        .mount(any.routes(routes![best]))
        .mount(strict_ones.routes(routes![strict]))
        .routes(routes![accepts, wildcard_offer])
}

/// What `Accept` chooses of text, HTML and XML; `None` where nothing fits. Beside the sample's: the
/// places where Litestar is at fault, by RFC 9110 §12.5.1.
const CHOICES: [(&str, Option<&str>); 22] = [
    ("text/html;q=0", None),
    ("text/html;q=0, text/*", Some("text/plain")),
    ("text/*, text/plain;q=0", Some("text/html")),
    ("*/*;q=0", None),
    ("", None),
    ("image/png", None),
    ("application/*", Some("application/xml")),
    ("application/xml;q=0.5, */*;q=0.1", Some("application/xml")),
    ("text/html;q=0.2, text/plain;q=0.1", Some("text/html")),
    ("text/html;q=0.001, image/png", Some("text/html")),
    ("text/html;q=1.000", Some("text/html")),
    ("text/html;q=oops, text/plain;q=0.9", Some("text/html")),
    ("text/html ; q=0.5 , text/plain ; q=0.6", Some("text/plain")),
    ("TEXT/*;Q=0.5, Application/XML", Some("application/xml")),
    ("*/*, text/html", Some("text/html")),
    (
        "text/*;q=0.9, text/html;q=0.1, */*;q=0.5",
        Some("text/plain"),
    ),
    ("text/html;level=1", None),
    ("text/html;charset=utf-8", Some("text/html")),
    ("text/html,, ,application/xml;q=0.9", Some("text/html")),
    (",", None),
    ("nonsense, text/html", Some("text/html")),
    ("text/plain;q=0.5, text/html;q=0.5", Some("text/plain")),
];

pub(crate) async fn siblings(client: &Client) {
    for (accept, chosen) in CHOICES {
        let any = client.get("/negotiate/best").header("accept", accept).await;
        let strict = client.get("/negotiate/strict");
        let strict = strict.header("accept", accept).await;
        let media = |name: &str| match name {
            "application/xml" => name.to_owned(),
            name => format!("{name}; charset=utf-8"),
        };
        let best = media(chosen.unwrap_or("text/plain"));
        assert_eq!(any.header("content-type"), Some(&*best), "{accept:?}");
        match chosen {
            Some(_) => assert_eq!(strict.header("content-type"), Some(&*best), "{accept:?}"),
            None => assert_eq!(strict.status(), 406, "{accept:?}"),
        }
        assert_eq!(strict.header("vary"), Some("accept"), "{accept:?}");
    }
    for (accept, filled) in [
        ("application/pdf", Some("application/pdf")),
        (
            "text/html, application/json;q=0.5",
            Some("application/json"),
        ),
        ("text/html", None),
    ] {
        let call = client.get("/negotiate/wildcard-offer");
        let answer = call.header("accept", accept).await;
        match filled {
            Some(media) => assert_eq!(answer.header("content-type"), Some(media)),
            None => assert_eq!(answer.status(), 406),
        }
    }
}
