//! Options of pages, and no position.

#[folio::get("/cities", page(size = 5))]
async fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
