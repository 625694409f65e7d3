//! Written, but not described.

#[derive(serde::Serialize)]
struct City {
    id: u64,
}

#[folio::get("/cities")]
fn handler() -> City {
    City { id: 1 }
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
