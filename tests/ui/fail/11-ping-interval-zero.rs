//! Without a pause between pings there is nothing else.

#[folio::get("/events", ping_interval = 0)]
fn handler() -> folio::ServerSentEvents<String> {
    folio::ServerSentEvents::iter([String::new()])
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
