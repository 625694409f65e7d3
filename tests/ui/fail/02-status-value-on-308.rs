//! A value for good.

#[folio::get("/old", status = 308)]
fn handler() -> &'static str {
    "/new"
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
