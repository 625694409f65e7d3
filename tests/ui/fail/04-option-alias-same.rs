//! A second name that is the first.

#[folio::get("/cities")]
fn handler(#[query(alias = "n")] n: u32) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
