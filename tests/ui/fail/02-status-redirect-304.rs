//! What did not change is nowhere else.

#[folio::get("/old", status = 304)]
fn handler() -> folio::Response<folio::Redirect> {
    folio::Response::new(folio::Redirect::to("/new"))
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
