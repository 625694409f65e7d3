//! A value under a status that points elsewhere.

#[folio::get("/old", status = 301)]
fn handler() -> String {
    "/new".to_owned()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
