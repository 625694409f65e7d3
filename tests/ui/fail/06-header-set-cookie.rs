//! A cookie has an option of its own.

#[folio::get("/cities", header("set-cookie" = "theme=dark"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
