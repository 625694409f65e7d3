//! A status that is not used.

#[folio::get("/old", status = 306)]
fn handler() -> folio::Redirect {
    folio::Redirect::to("/new")
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
