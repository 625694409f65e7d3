//! A position, and a list in a `Result`.

#[folio::get("/cities")]
async fn handler(at: folio::Offset) -> Result<Vec<u64>, std::convert::Infallible> {
    Ok(vec![at.offset()])
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
