//! A lifetime parameter.

#[folio::get("/cities/{name}")]
fn handler<'a>(name: &'a str) {
    let _ = name;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
