//! A name that no header field can have.

#[folio::get("/cities")]
fn handler(#[header(name = "x client")] client: String) -> String {
    client
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
