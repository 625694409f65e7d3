//! A redirect says where to, which is something.

#[folio::delete("/old", status = 204)]
fn handler() -> folio::Redirect {
    folio::Redirect::to("/new")
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
