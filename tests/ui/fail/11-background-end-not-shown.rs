//! A task that fails with what can't be shown.

struct Failure;

async fn log() -> Result<(), Failure> {
    Err(Failure)
}

#[folio::get("/cities", background(log()))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
