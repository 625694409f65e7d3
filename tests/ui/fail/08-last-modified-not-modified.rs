//! A value that gives no date.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::get("/cities", last_modified = modified)]
fn handler() -> City {
    City { id: 1 }
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
