//! The type inside `Vec` decides.

#[folio::get("/cities")]
fn handler(#[query(default = "x")] n: Vec<u32>) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
