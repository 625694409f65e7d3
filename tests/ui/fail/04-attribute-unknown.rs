//! An attribute that is almost a source.

#[folio::get("/cities")]
fn handler(#[qurey] limit: u32) -> u32 {
    limit
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
