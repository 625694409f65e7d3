//! Events stand in the document, so they have a schema.

#[derive(serde::Serialize)]
enum Change {
    Emptied,
}

#[folio::get("/changes")]
fn handler() -> folio::ServerSentEvents<Change> {
    loop {}
}

fn main() {
    let _ = (folio::App::new("t", "1").routes(folio::routes![handler]), Change::Emptied);
}
