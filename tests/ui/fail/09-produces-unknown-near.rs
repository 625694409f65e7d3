//! A representation with a typo.

#[folio::get("/cities", produces = [Json, MesagePack])]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
