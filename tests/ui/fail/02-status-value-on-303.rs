//! A value with headers of its own is one.

#[folio::post("/old", status = 303)]
fn handler() -> folio::Response<u64> {
    folio::Response::new(1).location("/new")
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
