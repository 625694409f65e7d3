//! Headers of problems: what is sent, and what the document says of it.

use folio::{App, OperationDoc, Problem, ProblemDetails, get, routes, test::Client};
use http::{HeaderName, StatusCode, header::RETRY_AFTER};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// What a client may do about it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Advice {
    Wait,
}

#[derive(Debug, Problem)]
enum Refused {
    /// slow down
    #[problem(status = 429)]
    Often {
        /// Seconds to wait for.
        #[problem(header = "Retry-After")]
        after: u64,
        limit: u32,
    },
    /// Nobody is signed in.
    #[problem(
        status = 401,
        header("WWW-Authenticate" = "Bearer", description = "How to sign in."),
        header("x-fixed" = "a")
    )]
    Nobody,
    /// Under repair.
    #[problem(status = 503)]
    Repair(
        #[problem(header = "retry-after")] Option<u16>,
        #[problem(header = "x-advice")] Advice,
    ),
    /// What was sent is repeated in a header.
    #[problem(status = 409, detail = "{status}")]
    Repeated {
        #[problem(header = "x-repeated")]
        status: String,
    },
    /// One field is header and cause.
    #[problem(status = 500)]
    Broken(#[problem(from, header = "x-broken")] bool),
}

/// Refuses.
#[get("/refused/{how}", header("x-fixed" = "layer"))]
fn refused(how: String, #[query(default = "")] text: String) -> Result<(), Refused> {
    match how.as_str() {
        "often" => Err(Refused::Often {
            after: 30,
            limit: 10,
        }),
        "nobody" => Err(Refused::Nobody),
        "repair" => Err(Refused::Repair(Some(120), Advice::Wait)),
        "repair-some-day" => Err(Refused::Repair(None, Advice::Wait)),
        "repeated" => Err(Refused::Repeated { status: text }),
        "broken" => Err(true)?,
        _ => Ok(()),
    }
}

fn responses(client: &Client, path: &str) -> Value {
    client.service().document()["paths"][path]["get"]["responses"].clone()
}

#[tokio::test]
async fn fields_are_headers_instead_of_members() {
    let client = Client::new(App::new("Refused", "1").routes(routes![refused]));
    let often = client.get("/refused/often").await;
    assert_eq!(often.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(often.header("retry-after"), Some("30"));
    assert_eq!(often.header("x-fixed"), Some("layer"));
    let body = json!({"type": "about:blank", "title": "Too Many Requests", "status": 429,
        "detail": "slow down", "limit": 10});
    assert_eq!(often.json::<Value>(), body);

    let nobody = client.get("/refused/nobody").await;
    assert_eq!(nobody.header("www-authenticate"), Some("Bearer"));
    assert_eq!(nobody.header("x-fixed"), Some("a"), "the nearest wins");
    assert_eq!(nobody.headers().get_all("x-fixed").iter().count(), 1);

    let repair = client.get("/refused/repair").await;
    assert_eq!(repair.header("retry-after"), Some("120"));
    assert_eq!(repair.header("x-advice"), Some("wait"));
    let some_day = client.get("/refused/repair-some-day").await;
    assert_eq!(some_day.header("retry-after"), None);
    assert_eq!(some_day.header("x-advice"), Some("wait"));
    let body = json!({"type": "about:blank", "title": "Service Unavailable", "status": 503,
        "detail": "Under repair."});
    assert_eq!(some_day.json::<Value>(), body);

    let broken = client.get("/refused/broken").await;
    assert_eq!(broken.header("x-broken"), Some("true"));
}

#[tokio::test]
async fn headers_of_problems_stand_in_the_document() {
    let client = Client::new(App::new("Refused", "1").routes(routes![refused]));
    let responses = responses(&client, "/refused/{how}");
    assert_eq!(
        responses["429"]["headers"]["retry-after"],
        json!({
            "description": "Seconds to wait for.",
            "required": true,
            "schema": {"type": "integer", "minimum": 0},
        })
    );
    assert_eq!(
        responses["401"]["headers"],
        json!({
            "x-fixed": {"required": true, "schema": {"type": "string", "enum": ["a"]}},
            "www-authenticate": {
                "description": "How to sign in.",
                "required": true,
                "schema": {"type": "string", "enum": ["Bearer"]},
            },
        })
    );
    let repair = &responses["503"]["headers"];
    assert_eq!(repair["retry-after"]["required"], false);
    assert_eq!(repair["retry-after"]["schema"]["type"], "integer");
    assert_eq!(repair["x-advice"]["required"], true);
    let members = &client.service().document()["components"]["schemas"];
    assert_eq!(members["RefusedOften"]["properties"].get("after"), None);
    assert!(members["RefusedOften"]["properties"]["limit"].is_object());
    assert_eq!(
        members["RefusedRepeated"]["properties"]["status"]["enum"],
        json!([409])
    );
}

#[tokio::test]
async fn a_value_that_no_header_can_hold_is_left_out() {
    let app = App::new("Refused", "1").routes(routes![refused]);
    let client = Client::new(app).without_contract();
    let cases = [
        ("plain", Some("plain")),
        ("a%20b%09c", Some("a b\tc")),
        ("", Some("")),
        ("a%0D%0Aset-cookie:%20a=b", None),
        ("a%0Ab", None),
        ("a%0Db", None),
        ("a%00b", None),
        ("a%7Fb", None),
        ("%C3%A9", None),
    ];
    for (text, sent) in cases {
        let answer = client.get(&format!("/refused/repeated?text={text}")).await;
        assert_eq!(answer.status(), StatusCode::CONFLICT);
        assert_eq!(answer.header("x-repeated"), sent, "{text}");
        assert_eq!(answer.header("set-cookie"), None);
    }
}

#[derive(Debug, Problem)]
enum Shared {
    #[problem(status = 401, title = "Token", header("www-authenticate" = "Bearer"))]
    Token,
    #[problem(status = 401, title = "Password", header("www-authenticate" = "Basic"))]
    Password,
    #[problem(status = 403, title = "Later")]
    Later {
        #[problem(header = "retry-after")]
        after: u32,
    },
    #[problem(status = 403, title = "Never")]
    Never,
    #[problem(status = 409, title = "Number")]
    Number(#[problem(header = "x-hint")] u32),
    #[problem(status = 409, title = "Text")]
    Text(#[problem(header = "x-hint")] String),
}

#[get("/shared/{n}")]
fn shared(n: u8) -> Result<(), Shared> {
    Err(match n {
        0 => Shared::Token,
        1 => Shared::Password,
        2 => Shared::Later { after: 5 },
        3 => Shared::Never,
        4 => Shared::Number(1),
        _ => Shared::Text("one".to_owned()),
    })
}

#[tokio::test]
async fn problems_of_one_status_share_their_headers() {
    let client = Client::new(App::new("Shared", "1").routes(routes![shared]));
    let sent = [
        (0, "www-authenticate", Some("Bearer")),
        (1, "www-authenticate", Some("Basic")),
        (2, "retry-after", Some("5")),
        (3, "retry-after", None),
        (4, "x-hint", Some("1")),
        (5, "x-hint", Some("one")),
    ];
    for (n, name, value) in sent {
        let answer = client.get(&format!("/shared/{n}")).await;
        assert_eq!(answer.header(name), value);
    }
    let responses = responses(&client, "/shared/{n}");
    assert_eq!(
        responses["401"]["headers"]["www-authenticate"],
        json!({"required": true, "schema": {"type": "string", "enum": ["Bearer", "Basic"]}})
    );
    assert_eq!(
        responses["403"]["headers"]["retry-after"]["required"],
        false
    );
    let hint = &responses["409"]["headers"]["x-hint"];
    assert_eq!(hint["required"], true);
    assert_eq!(hint["schema"]["anyOf"].as_array().map(Vec::len), Some(2));
}

/// A problem that is written by hand.
struct ByHand(Vec<&'static str>);

impl Problem for ByHand {
    fn problem(self) -> ProblemDetails {
        ProblemDetails::new(429)
            .with_header(RETRY_AFTER, &7)
            .with_header(HeaderName::from_static("x-list"), &self.0)
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        doc.problem("ByHand", 429)
            .header("retry-after", json!({"type": "integer"}), "Seconds.")
            .finish();
    }
}

#[get("/by-hand", header("retry-after" = "1"))]
fn by_hand(#[query] fail: bool) -> Result<u8, ByHand> {
    if fail { Err(ByHand(vec!["a"])) } else { Ok(1) }
}

#[tokio::test]
async fn a_problem_by_hand_has_headers_too() {
    let client = Client::new(App::new("By hand", "1").routes(routes![by_hand]));
    let answer = client.get("/by-hand?fail=true").await;
    assert_eq!(answer.header("retry-after"), Some("7"));
    assert_eq!(answer.header("x-list"), None, "a list is no value");
    let answer = client.get("/by-hand?fail=false").await;
    assert_eq!(answer.header("retry-after"), Some("1"));
}

#[derive(Debug, Problem)]
enum Maybe {
    #[problem(status = 429, title = "Soon")]
    Soon(#[problem(header = "retry-after")] u8),
    #[problem(status = 429, title = "Whenever")]
    Whenever,
}

#[get("/maybe/{soon}", header("retry-after" = "60"))]
fn maybe(soon: bool) -> Result<(), Maybe> {
    Err(if soon {
        Maybe::Soon(1)
    } else {
        Maybe::Whenever
    })
}

#[tokio::test]
async fn a_layer_sends_what_a_problem_may_leave_out() {
    let client = Client::new(App::new("Maybe", "1").routes(routes![maybe]));
    assert_eq!(
        client.get("/maybe/true").await.header("retry-after"),
        Some("1")
    );
    assert_eq!(
        client.get("/maybe/false").await.header("retry-after"),
        Some("60")
    );
    let header = &responses(&client, "/maybe/{soon}")["429"]["headers"]["retry-after"];
    let choices = header["schema"]["anyOf"].as_array().expect("choices");
    assert_eq!(choices.len(), 2);
    assert!(choices.contains(&json!({"type": "string", "enum": ["60"]})));
}

#[derive(Debug, Problem)]
#[problem(status = 400)]
struct Listed(#[problem(header = "x-list")] Vec<u8>);

#[get("/listed")]
fn listed() -> Result<(), Listed> {
    Err(Listed(Vec::new()))
}

#[test]
fn a_header_of_several_values_is_a_fault() {
    let app = App::new("Listed", "1").routes(routes![listed]);
    let faults = app.build().expect_err("a list is no header");
    let messages: Vec<&str> = faults.iter().map(folio::Fault::message).collect();
    assert_eq!(messages.len(), 1);
    assert!(
        messages[0].starts_with("the header `x-list` of `Listed` is"),
        "{messages:?}"
    );
}
