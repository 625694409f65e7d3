//! A form of a type that serde cannot read.

#[derive(utoipa::ToSchema)]
struct Wanted {
    name: String,
}

#[folio::post("/cities")]
fn handler(folio::Form(wanted): folio::Form<Wanted>) -> String {
    wanted.name
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
