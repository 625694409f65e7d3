//! A cursor of nine keys.

type Nine = (u8, u8, u8, u8, u8, u8, u8, u8, u8);

#[folio::get("/cities")]
async fn handler(at: folio::Cursor<Nine>) -> folio::Page<u64> {
    folio::Page::probed(&at, vec![1])
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
