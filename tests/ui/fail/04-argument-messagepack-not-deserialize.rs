//! A MessagePack body of a type that serde cannot read.

#[derive(utoipa::ToSchema)]
struct Wanted {
    name: String,
}

#[folio::post("/cities")]
fn handler(folio::MessagePack(wanted): folio::MessagePack<Wanted>) -> String {
    wanted.name
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
