//! Cookies that answers set, read back by another parser, by the client and by the app.

use std::time::{Duration, UNIX_EPOCH};

use cookie::Cookie;
use folio::{
    App, CookieFault, CookieKeys, PrivateCookies, Response, SameSite, SetCookie, SignedCookies,
    State, get, http::header::SET_COOKIE, post, routes, test::Client,
};

fn line(cookie: &SetCookie) -> String {
    let line = cookie.header_value().expect("a valid cookie");
    line.to_str().expect("visible ASCII").to_owned()
}

#[test]
fn another_parser_reads_what_was_set() {
    let odd = "; Path=/admin; \"é\"\r\nset-cookie: a=b, %41\\";
    let cookie = SetCookie::new("c", odd)
        .domain("example.com")
        .path("/a,b=c")
        .max_age(Duration::from_mins(1))
        .expires(UNIX_EPOCH + Duration::from_secs(1_893_456_001))
        .same_site(SameSite::None)
        .secure()
        .http_only()
        .partitioned();
    let read = Cookie::parse_encoded(line(&cookie)).expect("readable");
    assert_eq!(read.name_value(), ("c", odd));
    assert_eq!(read.domain(), Some("example.com"));
    assert_eq!(read.path(), Some("/a,b=c"));
    let age = read.max_age().expect("an age");
    assert_eq!(age.whole_seconds(), 60);
    let expires = read.expires_datetime().expect("a date");
    assert_eq!(expires.unix_timestamp(), 1_893_456_001);
    assert_eq!(read.same_site(), Some(cookie::SameSite::None));
    let flags = [read.secure(), read.http_only(), read.partitioned()];
    assert_eq!(flags, [Some(true); 3]);
}

#[test]
fn another_parser_reads_what_was_left_out() {
    let cookie = SetCookie::new("c", "").without_path().without_same_site();
    assert_eq!(
        Cookie::parse_encoded(line(&cookie)).expect("readable"),
        Cookie::new("c", "")
    );
}

/// Remembers a text.
#[post("/kept", cookie("kept", description = "The text."))]
async fn keep(#[query] text: String, #[query] path: String) -> Result<Response<()>, CookieFault> {
    Response::new(()).cookie(SetCookie::new("kept", text).path(path))
}

/// Says it.
#[get("/kept")]
async fn kept(#[cookie] kept: Option<String>) -> Option<String> {
    kept
}

#[tokio::test]
async fn a_text_comes_back() {
    let client = Client::new(App::new("Texts", "1").routes(routes![keep, kept]));
    let answer = client
        .post("/kept?path=/&text=%C3%A9%3B%20%22%0D%0A%2541")
        .await;
    assert_eq!(
        answer.headers()[SET_COOKIE],
        "kept=%C3%A9%3B%20%22%0D%0A%2541; Path=/; SameSite=lax"
    );
    assert_eq!(client.get("/kept").await.text(), "é; \"\r\n%41");
}

#[tokio::test]
async fn a_path_of_a_request_that_cannot_stand_is_refused() {
    let client = Client::new(App::new("Texts", "1").routes(routes![keep]));
    let answer = client
        .post("/kept?text=a&path=/%0D%0Aset-cookie:%20admin=1")
        .await;
    assert_eq!(answer.status(), 400);
    assert!(!answer.headers().contains_key(SET_COOKIE));
    let detail = "the cookie \"kept\" has no valid path: begin it with `/` and percent-encode `;`, blanks and what is not ASCII";
    let problem: serde_json::Value = answer.json();
    assert_eq!(problem["detail"], detail);
}

/// Begins a session.
#[post(
    "/session",
    cookie("user"),
    cookie("cart", description = "What is bought.")
)]
async fn begin(keys: State<CookieKeys>) -> Result<Response<()>, CookieFault> {
    let user = keys.sign(SetCookie::new("user", "Zoë; 7"));
    let cart = keys.seal(SetCookie::new("cart", "3 pears"));
    Response::new(()).cookie(user)?.cookie(cart)
}

/// Says what it holds.
#[get("/session")]
async fn session(signed: SignedCookies, private: PrivateCookies) -> String {
    format!("{:?} {:?}", signed.get("user"), private.get("cart"))
}

fn sessions(key: [u8; 32], older: &[[u8; 32]]) -> App {
    let keys = CookieKeys::new(key).and_then(|keys| keys.rotated(older));
    App::new("Sessions", "1")
        .state(keys.expect("long enough"))
        .routes(routes![begin, session])
}

/// The cookies of one session, as a browser sends them.
async fn begun(app: App) -> String {
    let answer = Client::new(app).post("/session").await;
    let pairs = answer.headers().get_all(SET_COOKIE).iter().map(|line| {
        let line = line.to_str().expect("visible ASCII");
        line.split(';').next().expect("a pair").to_owned()
    });
    pairs.collect::<Vec<_>>().join("; ")
}

async fn held(app: App, cookies: &str) -> String {
    let client = Client::new(app);
    let answer = client.get("/session").header("cookie", cookies).await;
    answer.text().to_owned()
}

const WHOLE: &str = "Some(\"Zoë; 7\") Some(\"3 pears\")";

#[tokio::test]
async fn a_session_outlives_its_key_while_the_ring_has_it() {
    let cookies = begun(sessions([1; 32], &[])).await;
    assert!(!cookies.contains("pears"), "{cookies}");
    assert_eq!(held(sessions([1; 32], &[]), &cookies).await, WHOLE);
    let rotated = sessions([2; 32], &[[3; 32], [1; 32]]);
    assert_eq!(held(rotated, &cookies).await, WHOLE);
    assert_eq!(held(sessions([2; 32], &[]), &cookies).await, "None None");
}

#[tokio::test]
async fn what_a_client_changed_is_not_there() {
    let cookies = begun(sessions([1; 32], &[])).await;
    let (user, cart) = cookies.split_once("; ").expect("two cookies");
    let swapped = |pair: &str, name: &str| {
        let (_, value) = pair.split_once('=').expect("a pair");
        format!("{name}={value}")
    };
    for changed in [
        String::new(),
        cookies.replace("7;", "8;").replace("cart=", "cart=AAAA"),
        format!("{}; {}", swapped(user, "cart"), swapped(cart, "user")),
        "user=Zo%C3%AB%3B%207; cart=3%20pears".to_owned(),
        "user=%FF%00; cart=%%%".to_owned(),
        format!("user={0}; cart={0}", "A".repeat(60_000)),
    ] {
        let app = sessions([1; 32], &[]);
        assert_eq!(held(app, &changed).await, "None None", "{changed:.200}");
    }
}

#[test]
fn an_app_without_keys_is_not_built() {
    let app = App::new("Sessions", "1").routes(routes![session]);
    let faults = app.build().expect_err("a fault").to_string();
    assert!(faults.contains("CookieKeys"), "{faults}");
}
