//! A repetition that ends before it begins.

#[folio::get("/cities")]
fn handler(#[query(pattern = "a{2,1}")] n: String) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
