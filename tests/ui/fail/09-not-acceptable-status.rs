//! What nobody accepts, answered by a status.

#[folio::get("/cities", not_acceptable = 406)]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
