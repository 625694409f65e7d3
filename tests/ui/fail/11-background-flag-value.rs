//! A way takes no value.

async fn log() {}

#[folio::get("/cities", background(log(), concurrently = true))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
