//! A controller with every setting of a layer, and methods that say otherwise.

#![deny(warnings)]

use folio::{Body, Context, RequestHead, ResponseEnd, controller, get, http::Response};

async fn gate(_: &mut Context) -> Option<()> {
    None
}

async fn stamp(_: &RequestHead, _: &mut Response<Body>) {}

async fn count(_: &RequestHead, _: &ResponseEnd) {}

struct Cities;

#[controller(
    "/cities",
    header("x-a" = "b"),
    headers("x-b" = "1", "x-c" = "2"),
    cookie("theme" = "dark", secure, same_site = Strict),
    cookie("seen", success_only, description = "When."),
    cache_control(public, max_age = 60),
    etag = strong,
    last_modified = given,
    preconditions = required,
    produces = [Json, MessagePack],
    not_acceptable = first,
    before_request = gate,
    after_request(stamp, header("x-time")),
    after_response = count,
)]
impl Cities {
    #[get("/", cache_control(no_store), cookie("theme", remove), header("x-a", remove))]
    fn list(&self) -> Vec<u64> {
        Vec::new()
    }

    #[get("/{id}", etag = weak, cookie("theme" = "light"), after_request = stamp)]
    async fn show(&self, id: u64) -> Option<u64> {
        Some(id)
    }
}

fn main() {
    let app = folio::App::new("t", "1").mount(Cities);
    assert!(app.build().is_ok());
}
