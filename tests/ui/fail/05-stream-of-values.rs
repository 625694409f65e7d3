//! A stream is of text or bytes, not of values.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::get("/cities")]
fn handler() -> folio::Stream<City> {
    loop {}
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
