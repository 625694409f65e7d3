//! Every option at once, with and without the last comma.

#![deny(warnings)]

#[folio::post(
    "/cities/{*rest}",
    status = 202,
    media_type = Json,
    tags = ["a", "b",],
    operation_id = "addCity",
    summary = "Adds.",
    description = "At length.",
    deprecated,
    blocking,
    header("x-a" = "b"),
    header("location", description = "Where it is."),
    header("x-c", value = "d", description = "Why.",),
)]
fn everything(rest: String) -> String {
    rest
}

#[folio::get(status = 203, "/last")]
fn path_last() {}

#[folio::get("/tagless", tags = [])]
const fn constant() {}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![everything, path_last, constant]);
    assert!(app.build().is_ok());
}
