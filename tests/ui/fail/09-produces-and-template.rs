//! A template beside a list that has none.

#[folio::get("/cities", produces = [Json], template = "page.html")]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
