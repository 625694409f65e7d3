//! The handler is called elsewhere, and no second error says so.

#[folio::get("/cities/{id}")]
async fn handler(#[query] limit: u64) -> u64 {
    limit
}

fn caller() -> impl Future<Output = u64> {
    handler(1)
}

fn main() {
    drop(caller());
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
