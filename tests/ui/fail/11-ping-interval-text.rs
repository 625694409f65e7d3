//! A number of seconds is no text.

#[folio::get("/events", ping_interval = "15")]
fn handler() -> folio::ServerSentEvents<String> {
    folio::ServerSentEvents::iter([String::new()])
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
