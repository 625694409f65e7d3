//! A task that keeps what its thread alone may have.

async fn log() {
    let count = std::rc::Rc::new(1);
    std::future::ready(()).await;
    drop(count);
}

#[folio::get("/cities", background(log()))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
