//! A secure name without `secure`.

#[folio::get("/cities", cookie("__Secure-theme" = "dark"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
