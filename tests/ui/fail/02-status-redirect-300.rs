//! A choice is not made by a redirect.

#[folio::get("/old", status = 300)]
fn handler() -> folio::Redirect {
    folio::Redirect::to("/new")
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
