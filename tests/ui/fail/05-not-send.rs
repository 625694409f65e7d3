//! A future that stays on its thread.

async fn pause() {}

#[folio::get("/cities")]
async fn handler() -> usize {
    let shared = std::rc::Rc::new(1);
    pause().await;
    *shared
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
