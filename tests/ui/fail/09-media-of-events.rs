//! Events have a media type of their own.

#[folio::get("/events", media_type = Text)]
fn handler() -> folio::ServerSentEvents<String> {
    folio::ServerSentEvents::iter([String::new()])
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
