//! A body that does not match the type is the compiler's to tell.

#[folio::get("/cities")]
async fn handler() -> u64 {
    "one"
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
