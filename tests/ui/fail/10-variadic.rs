//! Any number of arguments.

#[folio::get("/cities")]
extern "C" fn handler(n: u32, _: ...) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
