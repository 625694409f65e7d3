//! A page of rows that can't be written.

#[derive(utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::get("/cities")]
async fn handler(at: folio::PageNumber) -> folio::Page<City> {
    folio::Page::probed(at, vec![City { id: 1 }])
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
