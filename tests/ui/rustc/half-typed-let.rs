//! A statement without its end is the compiler's to tell.

#[folio::get("/cities")]
fn handler() -> u64 {
    let x = ;
    1
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
