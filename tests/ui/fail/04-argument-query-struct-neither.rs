//! A query struct that is neither read nor described.

struct Wanted {
    name: String,
}

#[folio::get("/cities")]
fn handler(folio::Query(wanted): folio::Query<Wanted>) -> String {
    wanted.name
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
