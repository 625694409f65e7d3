//! A date that comes from nowhere.

#[folio::get("/cities", last_modified = now)]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
