//! `cookies/*`: cookies of every layer, and of the answer.

use std::time::Duration;

use cookie::Cookie;
use folio::{
    Controller, CookieFault, Mounted, Response, Router, SetCookie, controller, get, routes,
    test::Client,
};

use crate::values::A;

struct Cookies(&'static str);

#[controller(
    "/controller",
    cookie("my-cookie" = "123")
)]
impl Cookies {
    #[get("/override", cookie("my-cookie" = "456"))]
    fn nearer(&self) -> &'static str {
        self.0
    }

    #[get("/hide", cookie("my-cookie", documentation_only))]
    fn hide(&self) -> &'static str {
        self.0
    }
}

#[get("/mapping")]
fn mapping() -> A {
    A
}

#[get("/samesite-none", cookie("c" = "v", same_site = None, secure))]
fn same_site_none() -> A {
    A
}

#[get("/samesite-strict", cookie("c" = "v", same_site = Strict, http_only))]
fn same_site_strict() -> A {
    A
}

#[get("/all", cookie("c" = "v", path = "/x", domain = "example.com", max_age = 0))]
fn all() -> A {
    A
}

#[get("/documentation-only", cookie("Random-Cookie", documentation_only))]
fn documentation_only() -> A {
    A
}

#[get("/dynamic", cookie("Random-Cookie", documentation_only))]
fn dynamic() -> Result<Response<A>, CookieFault> {
    Response::new(A).cookie(SetCookie::new("Random-Cookie", "55"))
}

/// Litestar sends both, in an order that differs from process to process.
#[get("/dynamic-and-static", cookie("who" = "static"))]
fn dynamic_and_static() -> Result<Response<A>, CookieFault> {
    Response::new(A).cookie(SetCookie::new("who", "dynamic"))
}

#[get("/set-twice", cookie("c", documentation_only))]
fn set_twice() -> Result<Response<A>, CookieFault> {
    let first = Response::new(A).cookie(SetCookie::new("c", "1"))?;
    first.cookie(SetCookie::new("c", "2").max_age(Duration::from_secs(9)))
}

#[get("/delete", cookie("session", documentation_only))]
fn delete() -> Result<Response<A>, CookieFault> {
    Response::new(A).cookie(SetCookie::delete("session"))
}

#[get("/special-characters", cookie("odd", documentation_only))]
fn special_characters(#[query] value: String) -> Result<Response<A>, CookieFault> {
    Response::new(A).cookie(SetCookie::new("odd", value))
}

pub(crate) fn router() -> Router {
    let layered = Router::new("/layered")
        .cookie(SetCookie::new("router-cookie", "router value"))
        .mount(
            // An attribute takes what a cookie holds as it is, the builder encodes the rest.
            Controller::router(Cookies("hello world"))
                .cookie(SetCookie::new("controller-cookie", "controller value")),
        );
    let mapped = Router::new("").cookies([("my-cookie", "cookie-value")]);
    Router::new("/cookies")
        .mount(layered)
        .mount(mapped.routes(routes![mapping]))
        .routes(endpoints())
}

fn endpoints() -> Vec<Mounted> {
    routes![
        same_site_none,
        same_site_strict,
        all,
        documentation_only,
        dynamic,
        dynamic_and_static,
        set_twice,
        delete,
        special_characters
    ]
    .into_iter()
    .collect()
}

pub(crate) async fn siblings(client: &Client) {
    for (target, lines) in [
        (
            "layered/controller/hide",
            [
                "router-cookie=router%20value; Path=/; SameSite=lax",
                "controller-cookie=controller%20value; Path=/; SameSite=lax",
            ]
            .as_slice(),
        ),
        (
            "samesite-strict",
            &["c=v; HttpOnly; Path=/; SameSite=strict"],
        ),
        (
            "all",
            &["c=v; Domain=example.com; Max-Age=0; Path=/x; SameSite=lax"],
        ),
        ("dynamic-and-static", &["who=dynamic; Path=/; SameSite=lax"]),
        ("set-twice", &["c=2; Max-Age=9; Path=/; SameSite=lax"]),
        (
            "delete",
            &["session=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; SameSite=lax"],
        ),
    ] {
        let answer = client.get(&format!("/cookies/{target}")).await;
        let sent = answer.headers().get_all("set-cookie");
        let sent: Vec<&str> = sent.iter().map(|line| line.to_str().unwrap()).collect();
        assert_eq!(sent, lines, "{target}");
    }
    for (value, encoded) in [
        ("a b", "a%20b"),
        ("a;b", "a%3Bb"),
        ("a,b", "a%2Cb"),
        ("\"q\"", "%22q%22"),
        ("k=v", "k%3Dv"),
        ("café", "caf%C3%A9"),
        ("x; Domain=evil.example", "x%3B%20Domain%3Devil.example"),
        ("a\r\nset-cookie: b=c", "a%0D%0Aset-cookie%3A%20b%3Dc"),
    ] {
        let target = format!("/cookies/special-characters?value={encoded}");
        let answer = client.get(&target).await;
        let line = answer.header("set-cookie").unwrap();
        let read = Cookie::parse_encoded(line).unwrap();
        assert_eq!((read.name(), read.value()), ("odd", value));
        assert_eq!((read.domain(), read.path()), (None, Some("/")), "{line}");
    }
}
