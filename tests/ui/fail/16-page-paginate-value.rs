//! `paginate` with a value.

#[folio::get("/cities", paginate = 20)]
fn handler() -> Vec<u64> {
    vec![1]
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
