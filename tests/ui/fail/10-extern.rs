//! A function of C.

#[folio::get("/cities")]
extern "C" fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
