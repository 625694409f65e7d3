//! The handler is called elsewhere, and its arguments keep no attribute.

#[folio::post("/cities/{id}", statsu = 202)]
async fn handler(
    id: u64,
    #[query(default = 1)] limit: u64,
    #[header] x_client: Option<u64>,
    #[body] names: Vec<u64>,
) -> u64 {
    id + limit + x_client.unwrap_or_default() + names.len() as u64
}

fn caller() -> impl Future<Output = u64> {
    handler(1, 2, None, Vec::new())
}

fn main() {
    drop(caller());
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
