//! A redirect under a status that is none.

#[folio::get("/old", status = 200)]
fn handler() -> folio::Redirect {
    folio::Redirect::to("/new")
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
