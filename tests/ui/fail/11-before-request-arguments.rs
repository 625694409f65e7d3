//! A hook that takes more than there is.

async fn gate(cx: &mut folio::Context, retries: u8) -> Option<String> {
    let _ = (cx, retries);
    None
}

#[folio::get("/cities", before_request = gate)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
