//! `template/*`: rendered pages.

use folio::{
    CookieFault, Mounted, Response, SetCookie, Template, Templates, context, get,
    http::{HeaderName, HeaderValue, Uri},
    post, routes,
};

pub(crate) fn engine() -> Templates {
    Templates::new([
        ("info.html", "<p>{{ user }}</p>"),
        ("info.txt", "user={{ user }}"),
        ("info.xml", "<u>{{ user }}</u>"),
        ("info.json.jinja", r#"{"user": {{ user }}}"#),
        ("info.html.jinja", "<b>{{ user }}</b>"),
        ("info", "no suffix {{ user }}"),
        ("info.weird", "odd suffix {{ user }}"),
        ("path.html", "<p>{{ path }}</p>"),
        ("strict.html", "[{{ missing }}]"),
        ("hello.txt", "plain hello"),
        ("hello.html", "<h1>html hello</h1>"),
        ("hello.xml", "<hello/>"),
    ])
}

/// What a template is to see of the request is given to it.
#[get("/template/named/{name}")]
fn named(name: String, target: Uri) -> Template {
    let path = target.path().to_owned();
    Template::new(name, context! { user => "Ann <b>", path })
}

#[get("/template/handler-media-type", media_type = Text)]
fn handler_media_type() -> Template {
    Template::new("info.html", context! { user => "Ann" })
}

#[get(
    "/template/headers-cookies",
    header("x-static" = "s"),
    header("x-dyn", documentation_only),
    cookie("c", documentation_only)
)]
fn headers_cookies() -> Result<Response<Template>, CookieFault> {
    let page = Template::new("info.html", context! { user => "Ann" });
    let name = HeaderName::from_static("x-dyn");
    Response::new(page)
        .header(name, HeaderValue::from_static("d"))
        .cookie(SetCookie::new("c", "v"))
}

#[get("/template/missing")]
fn missing() -> Template {
    Template::new("not-there.html", context! {})
}

#[get("/template/inline")]
fn inline() -> Template {
    Template::inline("<i>{{ user }}</i>", context! { user => "Ann <b>" })
}

/// Litestar answers 200 whatever the handler's status is.
#[post("/template/post-status")]
fn post_status() -> Template {
    Template::new("info.html", context! { user => "Ann" })
}

pub(crate) fn routes() -> Vec<Mounted> {
    routes![
        named,
        handler_media_type,
        headers_cookies,
        missing,
        inline,
        post_status
    ]
    .into_iter()
    .collect()
}

const HTML: Option<&str> = Some("text/html; charset=utf-8");
const TEXT: Option<&str> = Some("text/plain; charset=utf-8");

pub(crate) const SIBLINGS: &[crate::Row] = &[
    // Text is text: an `&lt;` in a mail is a fault.
    ("GET /template/named/info.txt", 200, TEXT, "user=Ann <b>"),
    (
        "GET /template/named/info.xml",
        200,
        Some("application/xml"),
        "<u>Ann &lt;b&gt;</u>",
    ),
    (
        "GET /template/named/info.json.jinja",
        200,
        Some("application/json"),
        "{\"user\": \"Ann <b>\"}",
    ),
    (
        "GET /template/named/info.weird",
        200,
        TEXT,
        "odd suffix Ann &lt;b&gt;",
    ),
    ("GET /template/named/strict.html", 200, HTML, "[]"),
    ("GET /template/inline", 200, HTML, "<i>Ann &lt;b&gt;</i>"),
    ("POST /template/post-status", 201, HTML, "<p>Ann</p>"),
];
