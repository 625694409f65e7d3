//! A reference inside another type.

#[folio::get("/cities")]
fn handler(#[query] names: Vec<&str>) -> usize {
    names.len()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
