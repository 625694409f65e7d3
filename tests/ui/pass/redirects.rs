//! Redirects under every status that is one, and answers that say their own status.

#![deny(warnings)]

use folio::{Body, Context, ForeignTarget, OperationDoc, Redirect, Respond, Response, by, delete, get, head, http, post, put};

#[get("/get")]
fn by_get() -> Redirect {
    Redirect::to("/")
}

#[post("/post")]
async fn by_post() -> Result<Redirect, ForeignTarget> {
    Ok(Redirect::local("/")?.query("a", 1))
}

/// No 204, so what it returns may be more than `()`.
#[delete("/delete")]
fn by_delete() -> Response<Redirect> {
    Response::new(Redirect::to("/"))
}

#[head("/head")]
fn by_head() -> Redirect {
    Redirect::to("/")
}

#[get("/301", status = 301)]
fn moved() -> Redirect {
    Redirect::to("/")
}

#[put("/302", status = 302)]
fn found() -> Result<Response<Redirect>, ForeignTarget> {
    Redirect::local("/").map(Response::new)
}

type Answer = Redirect;

#[delete("/303", status = 303)]
fn see_other() -> Answer {
    Redirect::to("/")
}

#[get("/307", status = 307)]
fn by_hand() -> Response<()> {
    Response::new(()).location("/")
}

#[get("/308", status = 308, header("location" = "/"))]
fn by_layer() {}

struct Made(u64);

impl Respond<by::Itself> for Made {
    const BODY: bool = true;
    const STATUS: Option<u16> = Some(201);

    fn describe(doc: &mut OperationDoc<'_>) {
        <u64 as Respond<_>>::describe(doc);
    }

    fn respond(self, cx: &mut Context) -> http::Response<Body> {
        self.0.respond(cx)
    }
}

#[delete("/made")]
fn made() -> Result<Made, ForeignTarget> {
    Ok(Made(1))
}

fn main() {
    let endpoints = folio::routes![by_get, by_post, by_delete, by_head, moved, found, see_other, by_hand, by_layer, made];
    let service = folio::App::new("t", "1").routes(endpoints).build().expect("an app");
    assert!(service.document()["paths"]["/made"]["delete"]["responses"]["201"].is_object());
}
