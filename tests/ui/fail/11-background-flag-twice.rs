//! A way twice.

async fn log() {}

#[folio::get("/cities", background(log(), concurrently, concurrently))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
