//! A redirect behind what was made.

#[folio::post("/old", status = 201)]
fn handler() -> Result<folio::Redirect, folio::ForeignTarget> {
    folio::Redirect::local("/new")
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
