//! `Foreign` of what is no service.

#[folio::get("/legacy")]
fn handler() -> folio::Foreign<String> {
    folio::Foreign(String::new())
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
