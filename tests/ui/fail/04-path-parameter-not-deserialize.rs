//! A path parameter of a type that serde cannot read.

struct Id(u64);

#[folio::get("/cities/{id}")]
fn handler(id: Id) -> u64 {
    id.0
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
