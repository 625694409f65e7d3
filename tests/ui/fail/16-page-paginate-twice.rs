//! `paginate` twice.

#[folio::get("/cities", paginate, paginate)]
fn handler() -> Vec<u64> {
    vec![1]
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
