//! Two lists of tasks.

async fn log() {}

#[folio::get("/cities", background(log()), background(log()))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
