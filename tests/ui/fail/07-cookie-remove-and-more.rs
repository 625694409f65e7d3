//! A cookie that is taken away has no further facts.

#[folio::get("/cities", cookie("theme", secure, remove))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
