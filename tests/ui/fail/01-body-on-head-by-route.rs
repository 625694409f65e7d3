//! `#[route]` for HEAD alone.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::route("/cities/{id}", methods = [HEAD])]
fn handler(id: u64) -> City {
    City { id }
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
