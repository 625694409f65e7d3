//! A flag of a cookie twice.

#[folio::get("/cities", cookie("theme" = "dark", secure, secure))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
