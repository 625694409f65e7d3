//! A cursor of what is no key.

struct City;

#[folio::get("/cities")]
async fn handler(at: folio::Cursor<City>) -> folio::Page<u64> {
    folio::Page::probed(&at, vec![1])
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
