//! A partitioned cookie is secure.

#[folio::get("/cities", cookie("theme" = "dark", partitioned))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
