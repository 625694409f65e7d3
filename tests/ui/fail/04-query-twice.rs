//! Two arguments read one parameter.

#[folio::get("/cities")]
fn handler(#[query] limit: u32, #[query(name = "limit")] most: u32) -> u32 {
    limit + most
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
