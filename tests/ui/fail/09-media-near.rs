//! A name with a typo.

#[folio::get("/cities", media_type = Jsom)]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
