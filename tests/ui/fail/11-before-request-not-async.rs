//! A hook that is no `async fn`.

fn gate(cx: &mut folio::Context) -> Option<String> {
    let _ = cx;
    None
}

#[folio::get("/cities", before_request = gate)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
