//! Events stand in the document, so they have a schema.

#[derive(serde::Serialize)]
enum Change {
    Emptied,
}

#[folio::get("/changes")]
fn handler() -> folio::ServerSentEvents<Change> {
    unimplemented!()
}

fn main() {
    let _ = (folio::App::new("t", "1").routes(folio::routes![handler]), Change::Emptied);
}
