//! Options of pages beside arguments of which none is a position.

#[folio::get("/cities", page(size = 5))]
async fn handler(#[query] q: Option<String>, cookies: folio::http::HeaderMap) -> String {
    drop(cookies);
    q.unwrap_or_default()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
