//! The answers that other systems gave, and those of the same routes in Folio: what users who come
//! from there keep.
//!
//! Of Litestar everything: what is never looked at stands in `compare.rs`, what differs case by case in
//! [`DIFFERS`]; beside the sample, each file has rows of the sample's siblings. Of the systems that are about pages: `paged.rs` and `differs.rs`.

#[path = "conformance/background.rs"]
mod background;
#[path = "conformance/books.rs"]
mod books;
#[path = "conformance/caching.rs"]
mod caching;
#[path = "conformance/case.rs"]
mod case;
#[path = "conformance/compare.rs"]
mod compare;
#[path = "conformance/cookies.rs"]
mod cookies;
#[path = "conformance/custom.rs"]
mod custom;
#[path = "conformance/differs.rs"]
mod differs;
#[path = "conformance/document.rs"]
mod document;
#[path = "conformance/errors.rs"]
mod errors;
#[path = "conformance/events.rs"]
mod events;
#[path = "conformance/fastapi_article.rs"]
mod fastapi_article;
#[path = "conformance/fastcrud.rs"]
mod fastcrud;
#[path = "conformance/files.rs"]
mod files;
#[path = "conformance/flask_smorest.rs"]
mod flask_smorest;
#[path = "conformance/headers.rs"]
mod headers;
#[path = "conformance/hooks.rs"]
mod hooks;
#[path = "conformance/media.rs"]
mod media;
#[path = "conformance/negotiate.rs"]
mod negotiate;
#[path = "conformance/paged.rs"]
mod paged;
#[path = "conformance/pagination.rs"]
mod pagination;
#[path = "conformance/redirect.rs"]
mod redirect;
#[path = "conformance/responses.rs"]
mod responses;
#[path = "conformance/starlette_jsonapi.rs"]
mod starlette_jsonapi;
#[path = "conformance/status.rs"]
mod status;
#[path = "conformance/streams.rs"]
mod streams;
#[path = "conformance/systems.rs"]
mod systems;
#[path = "conformance/templates.rs"]
mod templates;
#[path = "conformance/types.rs"]
mod types;
#[path = "conformance/values.rs"]
mod values;

use folio::{
    App, Router,
    http::Method,
    pages::PageOptions,
    test::{Answer, Client, Contract},
};

use crate::{
    case::{Case, Request},
    compare::differences,
    systems::System,
};

/// A request line, and the status, media type and body of its answer; `*` is any body.
pub(crate) type Row = (&'static str, u16, Option<&'static str>, &'static str);

/// Cases that differ on purpose; each has to.
const DIFFERS: &[(&str, &str)] = &[
    (
        "return/options-auto",
        "HEAD goes wherever GET goes, so `Allow` says it",
    ),
    (
        "status/dynamic/404",
        "an answer of nothing has no content, under any status; Litestar sends `null`",
    ),
    (
        "hooks/after-request/replaced",
        "hooks of all layers run, the outermost last; Litestar runs the nearest only",
    ),
    (
        "file/as/quote",
        "a name that is not plain comes in both forms (RFC 6266); Litestar leaves the plain one out",
    ),
    (
        "file/as/crlf",
        "line ends are no part of a name; Litestar encodes them",
    ),
];

/// Cases whose answers stand in no document; each has to be missing there.
const UNDECLARED: &[(&str, &str)] = &[
    ("status/response-overrides", "the answer decides its status"),
    ("stream/status-override", "the answer decides its status"),
    ("status/dynamic/304", "the request decides the status"),
    ("status/dynamic/404", "the request decides the status"),
    (
        "hooks/after-request/replaced",
        "the hook puts another answer in place",
    ),
    ("redirect/status/307", "the request decides the status"),
    ("redirect/status/308", "the request decides the status"),
    ("error/unhandled", "nobody plans a panic"),
    (
        "error/handled-status",
        "a hook rewrites the problem as text",
    ),
];

fn app() -> App {
    let named = [
        ("values_", values::routes()),
        ("media_", media::routes()),
        ("status_", status::routes()),
        ("responses_", responses::routes()),
        ("headers_", headers::routes()),
        ("caching_", caching::routes()),
        ("redirect_", redirect::routes()),
        ("templates_", templates::routes()),
        ("custom_", custom::routes()),
        ("background_", background::routes()),
        ("errors_", errors::routes()),
        ("streams_", streams::routes()),
        ("events_", events::routes()),
    ];
    let app = App::new("Conformance", "1")
        .header("x-app", "main")
        .templates(templates::engine())
        .state(background::Log::default())
        .state(streams::Closed::default())
        .mount(types::router())
        .mount(negotiate::router())
        .mount(headers::router())
        .mount(hooks::router())
        .mount(cookies::router())
        .mount(files::router())
        .mount(pagination::router());
    named.into_iter().fold(app, |app, (prefix, routes)| {
        let feature = Router::new("").operation_prefix(prefix);
        app.mount(feature.routes(routes))
    })
}

/// An app, and what its document promises.
struct Twin {
    client: Client,
    contract: Contract,
}

impl Twin {
    fn of(app: App) -> Twin {
        let client = Client::new(app);
        let contract = Contract::new(client.service().document().clone());
        let client = client.without_contract();
        Twin { client, contract }
    }

    /// The answer, and how it breaks the contract.
    async fn answer(&self, request: &Request, path: &str) -> (Answer, Vec<String>) {
        let method: Method = request.method.parse().unwrap();
        let mut call = self.client.call(method.clone(), path);
        for (name, value) in &request.headers {
            call = call.header(name, value);
        }
        let answer = call.await;
        let path = path.split('?').next().unwrap();
        let (status, headers) = (answer.status(), answer.headers());
        let breaches = self
            .contract
            .check(&method, path, status, headers, answer.bytes());
        let breaches = breaches.iter().map(ToString::to_string).collect();
        (answer, breaches)
    }
}

fn is_listed(list: &[(&str, &str)], case: &Case) -> bool {
    list.iter().any(|(id, _)| *id == case.id)
}

#[tokio::test]
async fn recorded_answers_are_kept() {
    let (cases, more) = case::all("litestar");
    let mut faults = litestar(&cases).await;
    faults.extend(litestar(&more).await);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for (id, _) in DIFFERS.iter().chain(UNDECLARED) {
        assert!(cases.iter().any(|case| case.id == *id), "there is no {id}");
    }
    assert_eq!(cases.len(), 133);
}

/// What is wrong with the answers to cases.
async fn litestar(cases: &[Case]) -> Vec<String> {
    let (first, second) = (Twin::of(app()), Twin::of(caching::app2()));
    let mut faults = Vec::new();
    for case in cases {
        background::before(&case.id, &first.client).await;
        streams::before(&case.id, &first.client).await;
        let (twin, path) = match case.request.path.strip_prefix("/app2") {
            Some(path) => (&second, path),
            None => (&first, &*case.request.path),
        };
        let (answer, breaches) = twin.answer(&case.request, path).await;
        let found = differences(&case.answer, &answer);
        let name = format!("{} ({})", case.id, case.feature);
        let before = faults.len();
        if found.is_empty() == is_listed(DIFFERS, case) {
            faults.push(format!("{name}: {}", reason(DIFFERS, case, &found)));
        }
        if breaches.is_empty() == is_listed(UNDECLARED, case) {
            faults.push(format!("{name}: {}", reason(UNDECLARED, case, &breaches)));
        }
        match &faults[before..] {
            [] if is_listed(DIFFERS, case) => println!("{name}: differs"),
            [] => println!("{name}: passed"),
            found => println!("{}", found.join("\n")),
        }
    }
    faults
}

#[tokio::test]
async fn pages_of_flask_smorest_are_kept() {
    systems::run(&System {
        name: "flask_smorest",
        app: flask_smorest::app,
        families: differs::FLASK_SMOREST,
        rows: flask_smorest::ROWS,
        sample: (55, 1),
    })
    .await;
}

#[tokio::test]
async fn pages_of_the_fastapi_article_are_kept() {
    systems::run(&System {
        name: "fastapi_article",
        app: fastapi_article::app,
        families: differs::FASTAPI_ARTICLE,
        rows: fastapi_article::ROWS,
        sample: (34, 1),
    })
    .await;
}

#[tokio::test]
async fn pages_of_starlette_jsonapi_are_kept() {
    systems::run(&System {
        name: "starlette_jsonapi",
        app: starlette_jsonapi::app,
        families: differs::STARLETTE_JSONAPI,
        rows: starlette_jsonapi::ROWS,
        sample: (37, 6),
    })
    .await;
}

#[tokio::test]
async fn pages_of_fastcrud_are_kept() {
    systems::run(&System {
        name: "fastcrud",
        app: fastcrud::app,
        families: differs::FASTCRUD,
        rows: fastcrud::ROWS,
        sample: (36, 3),
    })
    .await;
}

fn reason(list: &[(&str, &str)], case: &Case, found: &[String]) -> String {
    match list.iter().find(|(id, _)| *id == case.id) {
        Some((_, reason)) => format!("does what it is listed for not to do: {reason}"),
        None => found.join("; "),
    }
}

async fn check(client: &Client, rows: &[Row]) {
    for (line, status, media, body) in rows {
        let (method, target) = line.split_once(' ').unwrap();
        let answer = client.call(method.parse().unwrap(), target).await;
        let sent = (answer.status().as_u16(), answer.header("content-type"));
        assert_eq!(sent, (*status, *media), "{line}");
        if *body != "*" {
            assert_eq!(answer.text(), *body, "{line}");
        }
        if matches!(status, 204 | 304) {
            assert_eq!(answer.header("content-length"), None, "{line}");
        }
    }
}

#[tokio::test]
async fn siblings_of_the_sample_are_answered_as_designed() {
    let client = Client::new(app());
    for rows in [
        values::SIBLINGS,
        types::SIBLINGS,
        media::SIBLINGS,
        status::SIBLINGS,
        responses::SIBLINGS,
        caching::SIBLINGS,
        templates::SIBLINGS,
        errors::SIBLINGS,
        streams::SIBLINGS,
        events::SIBLINGS,
        pagination::SIBLINGS,
    ] {
        check(&client, rows).await;
    }
    check(&client.clone().without_contract(), status::UNDECLARED).await;
    for (kind, packed) in types::PACKED {
        let answer = client.get(&format!("/types/msgpack/{kind}")).await;
        let expected = [b"\x81\xa5value", *packed].concat();
        assert_eq!(answer.bytes()[..], expected[..], "{kind}");
    }
}

#[tokio::test]
async fn siblings_keep_headers_and_choices() {
    let client = Client::new(app());
    negotiate::siblings(&client).await;
    headers::siblings(&client).await;
    hooks::siblings(&client).await;
    caching::siblings(&client, &Client::new(caching::app2())).await;
    cookies::siblings(&client).await;
    redirect::siblings(&client).await;
    files::siblings(app()).await;
}

#[tokio::test]
async fn tasks_run_after_answers_of_every_kind() {
    background::siblings(&Client::new(app())).await;
}

/// flask-smorest takes a default that it refuses from clients.
#[test]
fn a_default_size_above_the_maximum_stops_the_build() {
    let options = PageOptions::new().size(50).max_size(20);
    let faults = flask_smorest::app().pages(options).build().unwrap_err();
    assert!(
        faults
            .to_string()
            .contains("raise `max_size`, or lower `size`")
    );
}
