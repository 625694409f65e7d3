//! `paginate` over a page.

#[folio::get("/cities", paginate)]
async fn handler() -> folio::Page<u64> {
    folio::Page::probed(folio::PageNumber::new(1, 5), vec![1])
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
