//! Two lists of representations.

#[folio::get("/cities", produces = [Json], produces = [MessagePack])]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
