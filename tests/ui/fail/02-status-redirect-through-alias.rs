//! An alias hides the redirect, and the compiler sees through it.

type Answer = Result<folio::Redirect, folio::ForeignTarget>;

#[folio::get("/old", status = 200)]
fn handler() -> Answer {
    folio::Redirect::local("/new")
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
