//! `paginate` beside a position.

#[folio::get("/cities", paginate)]
async fn handler(at: folio::PageNumber) -> Vec<u64> {
    vec![at.number()]
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
