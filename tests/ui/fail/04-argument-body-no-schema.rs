//! `#[body]` without a schema.

#[derive(serde::Deserialize)]
struct Wanted {
    name: String,
}

#[folio::post("/cities")]
fn handler(#[body] wanted: Wanted) -> String {
    wanted.name
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
