//! An argument that is there sometimes.

#[folio::get("/cities")]
fn handler(#[cfg(unix)] #[query] limit: u32) {
    let _ = limit;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
