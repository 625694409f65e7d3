//! The same, asynchronous.

struct Plain;

#[folio::get("/cities")]
async fn handler() -> Plain {
    Plain
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
