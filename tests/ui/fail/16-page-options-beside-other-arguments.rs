//! Options of pages beside arguments of which none is a position.

#[folio::get("/cities", page(size = 5))]
async fn handler(#[query] q: Option<String>, size: folio::State<u64>) -> String {
    q.unwrap_or_else(|| size.to_string())
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
