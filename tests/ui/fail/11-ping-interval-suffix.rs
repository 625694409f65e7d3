//! A number of seconds has no unit.

#[folio::get("/events", ping_interval = 15s)]
fn handler() -> folio::ServerSentEvents<String> {
    folio::ServerSentEvents::iter([String::new()])
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
