//! `paginate` over a text.

#[folio::get("/cities", paginate)]
async fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
