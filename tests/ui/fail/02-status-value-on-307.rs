//! A value that may be missing.

#[folio::get("/old", status = 307)]
fn handler() -> Option<u64> {
    None
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
