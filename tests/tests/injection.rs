//! What a request brings never splits an answer or adds to it: one test for each place that a handler
//! can put it, over a socket. An answer is parsed to the letter, and the connection goes on.

#[expect(dead_code, reason = "other targets use the rest of it")]
mod wire;

use std::{net::SocketAddr, sync::OnceLock};

use cookie::Cookie;
use folio::{
    App, CookieFault, ETag, ForeignTarget, InvalidETag, InvalidHeader, Problem, Redirect, Response,
    SetCookie, Template, Templates, context, get, routes,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use wire::{Answer, Wire};

/// What tries to be more than a value.
const HOSTILE: [&str; 16] = [
    "a\r\nx-injected: 1",
    "a\nx-injected: 1",
    "a\rx-injected: 1",
    "a\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
    "\r\n",
    "a\0b",
    "\u{7f}",
    "\u{85}\u{2028}",
    "☃",
    "é\u{ff}\u{100}",
    "\u{560a}\u{560d}",
    "a\"; b=\"c",
    "a; Domain=evil.example; Path=/",
    "a, b=c; HttpOnly",
    "<script>alert('x')</script>",
    "%0d%0ax-injected: 1",
];

#[get("/header", header("x-value", documentation_only))]
fn header(#[query] text: String) -> Result<Response<&'static str>, InvalidHeader> {
    Response::new("sent").try_header("x-value", &text)
}

#[get("/header-name")]
fn header_name(#[query] text: String) -> Result<Response<&'static str>, InvalidHeader> {
    Response::new("sent").try_header(&text, "value")
}

#[get("/cookie-value", cookie("c", documentation_only))]
fn cookie_value(#[query] text: String) -> Result<Response<&'static str>, CookieFault> {
    Response::new("sent").cookie(SetCookie::new("c", text))
}

#[get("/cookie-name", cookie("c", documentation_only))]
fn cookie_name(#[query] text: String) -> Result<Response<&'static str>, CookieFault> {
    Response::new("sent").cookie(SetCookie::new(text, "value"))
}

#[get("/cookie-path", cookie("c", documentation_only))]
fn cookie_path(#[query] text: String) -> Result<Response<&'static str>, CookieFault> {
    Response::new("sent").cookie(SetCookie::new("c", "v").path(format!("/{text}")))
}

#[get("/cookie-domain", cookie("c", documentation_only))]
fn cookie_domain(#[query] text: String) -> Result<Response<&'static str>, CookieFault> {
    Response::new("sent").cookie(SetCookie::new("c", "v").domain(text))
}

#[get("/redirect")]
fn redirect(#[query] text: String) -> Redirect {
    Redirect::to(format!("/{text}"))
}

#[get("/redirect-local")]
fn redirect_local(#[query] text: String) -> Result<Redirect, ForeignTarget> {
    Redirect::local(format!("/{text}"))
}

#[get("/redirect-query")]
fn redirect_query(#[query] text: String) -> Redirect {
    Redirect::to("/found").query(&text, &text)
}

#[get("/location", header("location", documentation_only))]
fn location(#[query] text: String) -> Response<&'static str> {
    Response::new("sent").location(format!("/{text}"))
}

#[get("/etag", header("etag", documentation_only))]
fn etag(#[query] text: String) -> Result<Response<&'static str>, InvalidETag> {
    Ok(Response::new("sent").etag(&ETag::strong(text)?))
}

#[get("/template")]
fn template(#[query] text: String) -> Template {
    Template::new("page.html", context! { text })
}

/// The request is at fault.
#[derive(Debug, Problem)]
#[problem(status = 409, detail = "it was {text}")]
struct Fault {
    #[problem(header = "x-value")]
    value: String,
    text: String,
}

#[get("/problem")]
fn problem(#[query] text: String) -> Result<(), Fault> {
    Err(Fault {
        value: text.clone(),
        text,
    })
}

/// The server all tests share.
fn address() -> SocketAddr {
    static ADDRESS: OnceLock<SocketAddr> = OnceLock::new();
    *ADDRESS.get_or_init(|| {
        let page = "<a title=\"{{ text }}\">{{ text }}</a>";
        let app = App::new("Injection", "1")
            .templates(Templates::new([("page.html", page)]))
            .routes(routes![
                header,
                header_name,
                cookie_value,
                cookie_name,
                cookie_path
            ])
            .routes(routes![
                cookie_domain,
                redirect,
                redirect_local,
                redirect_query
            ])
            .routes(routes![location, etag, template, problem]);
        wire::serve(app)
    })
}

/// Whether a text can stand in a header.
fn is_visible(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// The answer to each hostile text, on one connection: each begins where the one before ended, so an
/// answer that was split fails the next.
fn answers(path: &str) -> Vec<(&'static str, Answer)> {
    let mut wire = Wire::open(address());
    let mut answers = Vec::new();
    for text in HOSTILE {
        let encoded: String = utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let answer = wire.ask(format!(
            "GET {path}?text={encoded} HTTP/1.1\r\nhost: a\r\n\r\n"
        ));
        assert_eq!(answer.get("x-injected"), None, "{text:?}");
        for (name, value) in &answer.headers {
            // Entity tags may hold letters beyond ASCII (RFC 9110 §8.8.3).
            let fits = is_visible(value) || name == "etag";
            assert!(fits, "{text:?}: {name}: {value:?}");
        }
        answers.push((text, answer));
    }
    let last = wire.ask("GET /redirect?text=x HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
    assert_eq!(last.get("location"), Some("/x"));
    wire.closes();
    answers
}

#[test]
fn a_header_takes_visible_ascii_and_refuses_the_rest() {
    for (text, answer) in answers("/header") {
        if is_visible(text) {
            assert_eq!(answer.get("x-value"), Some(text));
        } else {
            answer.assert_problem(400, text);
        }
    }
    for (text, answer) in answers("/header-name") {
        answer.assert_problem(400, text);
    }
}

#[test]
fn a_cookie_takes_any_value_and_has_no_attribute_of_it() {
    for (text, answer) in answers("/cookie-value") {
        let line = answer.get("set-cookie").unwrap();
        let attributes = "; Path=/; SameSite=lax";
        assert!(line.ends_with(attributes), "{line}");
        assert_eq!(line.matches(';').count(), 2, "{line}");
        let read = Cookie::parse_encoded(line).unwrap();
        assert_eq!((read.name(), read.value()), ("c", text));
        assert_eq!((read.domain(), read.path()), (None, Some("/")), "{line}");
    }
}

#[test]
fn what_else_a_cookie_is_made_of_is_refused() {
    for path in ["/cookie-name", "/cookie-domain"] {
        for (text, answer) in answers(path) {
            answer.assert_problem(400, text);
            assert_eq!(answer.get("set-cookie"), None, "{text:?}");
        }
    }
    for (text, answer) in answers("/cookie-path") {
        let stands = text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b';');
        if stands {
            let line = format!("c=v; Path=/{text}; SameSite=lax");
            assert_eq!(answer.get("set-cookie"), Some(&*line));
        } else {
            answer.assert_problem(400, text);
            assert_eq!(answer.get("set-cookie"), None, "{text:?}");
        }
    }
}

/// Whether a text is a URI reference by its characters (RFC 3986 §2).
fn is_reference(text: &str) -> bool {
    let allowed = b"-._~:/?#[]@!$&'()*+,;=%";
    text.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || allowed.contains(&byte))
}

#[test]
fn a_location_is_encoded() {
    for (path, status) in [
        ("/redirect", 302),
        ("/redirect-query", 302),
        ("/location", 200),
    ] {
        for (text, answer) in answers(path) {
            assert_eq!(answer.status, status, "{text:?}");
            let location = answer.get("location").unwrap();
            assert!(is_reference(location), "{text:?}: {location}");
            assert!(location.starts_with('/'), "{text:?}: {location}");
            if path == "/redirect-query" {
                let query = location.strip_prefix("/found?").unwrap();
                let (name, value) = query.split_once('=').unwrap();
                assert_eq!(name, value, "{location}");
                assert!(!value.contains(['=', '&', '#']), "{location}");
            }
        }
    }
}

#[test]
fn a_redirect_on_this_server_refuses_what_clients_drop() {
    for (text, answer) in answers("/redirect-local") {
        if text.contains(char::is_control) {
            answer.assert_problem(400, text);
        } else {
            assert_eq!(answer.status, 302, "{text:?}");
            assert!(is_reference(answer.get("location").unwrap()), "{text:?}");
        }
    }
}

#[test]
fn an_entity_tag_refuses_what_would_end_it() {
    for (text, answer) in answers("/etag") {
        let ends_it = |byte: u8| byte <= b' ' || matches!(byte, b'"' | 0x7f);
        if text.bytes().any(ends_it) {
            answer.assert_problem(400, text);
        } else {
            assert_eq!(answer.get("etag"), Some(&*format!("\"{text}\"")));
        }
    }
}

#[test]
fn a_template_escapes() {
    for (text, answer) in answers("/template") {
        let page = answer.text();
        let inner = page
            .strip_prefix("<a title=\"")
            .and_then(|page| page.strip_suffix("</a>"));
        let (title, shown) = inner.unwrap().split_once("\">").unwrap();
        assert_eq!(title, shown, "{text:?}");
        assert!(!title.contains(['<', '>', '"', '\'']), "{text:?}: {page}");
    }
}

#[test]
fn a_problem_holds_it_in_members_and_leaves_a_header_out() {
    for (text, answer) in answers("/problem") {
        answer.assert_problem(409, text);
        let body: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(body["text"], json!(text));
        assert_eq!(body["detail"], format!("it was {text}"));
        assert_eq!(answer.get("x-value"), is_visible(text).then_some(text));
    }
}
