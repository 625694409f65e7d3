//! Nobody is sent to a proxy any more.

#[folio::get("/old", status = 305)]
fn handler() -> folio::Redirect {
    folio::Redirect::to("/new")
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
