//! A hook that runs before, after.

async fn gate(cx: &mut folio::Context) -> Option<String> {
    let _ = cx;
    None
}

#[folio::get("/cities", after_request = gate)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
