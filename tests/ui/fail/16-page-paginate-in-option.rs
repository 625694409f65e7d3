//! `paginate` over a list that may be missing.

#[folio::get("/cities", paginate)]
fn handler() -> Option<Vec<u64>> {
    None
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
