//! `Option` of a type that serde cannot read.

struct Client(String);

#[folio::get("/cities")]
fn handler(#[header] client: Option<Client>) -> Option<String> {
    client.map(|client| client.0)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
