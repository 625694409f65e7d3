//! A page beside arguments of which none is a position.

#[folio::get("/cities")]
async fn handler(all: folio::State<Vec<u64>>) -> folio::Page<u64> {
    folio::Page::probed(folio::PageNumber::new(1, 5), all.to_vec())
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
