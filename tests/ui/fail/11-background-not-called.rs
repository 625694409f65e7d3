//! A task that is not called.

async fn log() {}

#[folio::get("/cities", background(log))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
