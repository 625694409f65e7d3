//! A fragment never reaches a server.

#[folio::get("/cities#top")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
