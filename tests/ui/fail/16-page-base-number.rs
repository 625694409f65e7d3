//! A base of links that is a number.

#[folio::get("/cities", page(base = 1))]
async fn handler(at: folio::PageNumber) -> folio::Page<u64> {
    folio::Page::probed(at, vec![1])
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
