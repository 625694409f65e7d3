//! What nobody accepts, answered by nothing known.

#[folio::get("/cities", not_acceptable = nothing)]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
