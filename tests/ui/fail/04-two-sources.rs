//! One argument, two sources.

#[folio::get("/cities")]
fn handler(#[query] #[header] limit: u32) -> u32 {
    limit
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
