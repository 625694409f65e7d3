//! A size beyond 64 bits.

#[folio::get("/cities", page(size = 18446744073709551616))]
async fn handler(at: folio::PageNumber) -> folio::Page<u64> {
    folio::Page::probed(at, vec![1])
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
