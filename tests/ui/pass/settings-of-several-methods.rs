//! Cookies, caches and tags where one handler serves several methods, and a constant is an age.

#![deny(warnings)]

const DAY: u64 = 24 * 60 * 60;

#[folio::route(
    "/cities",
    methods = [GET, HEAD],
    cookie("theme" = "dark", max_age = DAY),
    cookie("theme" = "light", path = "/night", max_age = 7 * DAY),
    cache_control(private, max_age = 60, must_revalidate),
    etag = weak,
    last_modified = given,
)]
fn read() -> folio::Response<()> {
    folio::Response::new(())
}

#[folio::route(
    "/cities/{id}",
    methods = [PUT, PATCH, DELETE],
    status = 204,
    cache_control(no_store, must_understand, public, max_age = 60),
    etag = given,
    preconditions = required
)]
async fn write(id: u64) {
    let _ = id;
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![read, write]);
    let built = app.build();
    assert!(built.is_ok());
}
