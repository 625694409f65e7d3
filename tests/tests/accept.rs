//! `Accept` as an argument.

use folio::{Accept, App, get, routes, test::Client};

/// Which of three media types the client likes best.
#[get("/best")]
async fn best(accept: Accept) -> String {
    const OFFERS: [&str; 3] = ["text/plain", "text/html", "application/xml"];
    let best = accept.best_match(&OFFERS);
    best.map_or("none", |best| OFFERS[best]).to_owned()
}

/// Whether the client says what it likes.
#[get("/said")]
async fn said(accept: Option<Accept>) -> String {
    accept.is_some().to_string()
}

fn client() -> Client {
    Client::new(App::new("Accept", "1").routes(routes![best, said]))
}

#[tokio::test]
async fn the_lines_of_the_request_are_read() {
    let client = client();
    assert_eq!(client.get("/best").await.text(), "text/plain");
    for (lines, expected) in [
        (&["text/html"][..], "text/html"),
        (&["text/html;q=0.5", "application/xml"], "application/xml"),
        (&["image/png"], "none"),
        (&[""], "none"),
    ] {
        let call = client.get("/best");
        let call = lines
            .iter()
            .fold(call, |call, line| call.header("accept", line));
        assert_eq!(call.await.text(), expected, "{lines:?}");
    }
}

#[tokio::test]
async fn an_option_is_none_without_the_header() {
    let client = client();
    assert_eq!(client.get("/said").await.text(), "false");
    let empty = client.get("/said").header("accept", "");
    assert_eq!(empty.await.text(), "true");
}

/// OpenAPI 3.1, "Parameter Object": a header parameter of this name is passed over.
#[tokio::test]
async fn it_stands_in_no_document() {
    let client = client();
    let document = client.service().document();
    for path in ["/best", "/said"] {
        let operation = &document["paths"][path]["get"];
        assert!(operation["responses"].is_object(), "{operation}");
        assert_eq!(operation.get("parameters"), None, "{operation}");
    }
}
