//! A hook that takes the request away.

async fn gate(cx: folio::Context) -> Option<String> {
    let _ = cx;
    None
}

#[folio::get("/cities", before_request = gate)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
