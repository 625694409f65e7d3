//! A default over the greatest value.

#[folio::get("/cities")]
fn handler(#[query(default = 100, minimum = 1, maximum = 50)] n: u32) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
