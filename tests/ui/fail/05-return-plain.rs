//! Neither written nor described.

struct Plain;

#[folio::get("/cities")]
fn handler() -> Plain {
    Plain
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
