//! What happens above the greatest size, in quotes.

#[folio::get("/cities", page(above = "clamp"))]
async fn handler(at: folio::PageNumber) -> folio::Page<u64> {
    folio::Page::probed(at, vec![1])
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
