//! A body that is neither read nor described.

struct Wanted {
    name: String,
}

#[folio::post("/cities")]
fn handler(folio::Json(wanted): folio::Json<Wanted>) -> String {
    wanted.name
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
