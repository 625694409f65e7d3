//! Extractors of all kinds together, and handlers that are called as functions.

use folio::{
    App, Context, Cookies, Extract, Headers, Problem, Request, State, post, routes, test::Client,
};
use http::StatusCode;

/// Who asks, by a header.
struct Caller(String);

#[derive(Debug, Problem)]
enum NoCaller {
    /// The header `x-caller` is missing.
    #[problem(status = 401)]
    Missing,
}

impl Extract for Caller {
    type Rejection = NoCaller;

    async fn extract(cx: &mut Context) -> Result<Self, NoCaller> {
        let header = cx
            .parts()
            .headers
            .get("x-caller")
            .and_then(|value| value.to_str().ok());
        header
            .map(|name| Caller(name.to_owned()))
            .ok_or(NoCaller::Missing)
    }
}

/// Everything else.
#[post("/else/{id}", status = 200)]
async fn everything(
    caller: Caller,
    Headers(headers): Headers,
    cookies: Cookies,
    state: State<u64>,
    id: u8,
    request: Request,
) -> String {
    let agent = headers
        .get("user-agent")
        .and_then(|value| value.to_str().ok())
        .unwrap_or("none");
    let cookie = cookies.get("a").unwrap_or("none");
    format!(
        "{} {agent} {cookie} {} {id} {}",
        caller.0,
        *state,
        request.uri().path()
    )
}

#[tokio::test]
async fn extractors_stand_in_any_order() {
    let app = App::new("Else", "1")
        .state(42_u64)
        .routes(routes![everything]);
    let client = Client::new(app);
    let call = client
        .post("/else/1")
        .header("x-caller", "me")
        .header("user-agent", "test")
        .header("cookie", "a=1");
    assert_eq!(call.await.text(), "me test 1 42 1 /else/1");
    assert_eq!(
        client.post("/else/1").await.status(),
        StatusCode::UNAUTHORIZED
    );
    let responses = &client.service().document()["paths"]["/else/{id}"]["post"]["responses"];
    assert!(responses["401"].is_object() && responses["400"].is_object());
}

#[tokio::test]
async fn handlers_with_state_are_called_directly() {
    let caller = Caller("me".to_owned());
    let text = everything(
        caller,
        Headers::default(),
        Cookies::default(),
        State::new(1),
        2,
        Request::default(),
    )
    .await;
    assert_eq!(text, "me none none 1 2 /");
}
