//! A hook that answers with no answer.

struct Plain;

async fn gate(cx: &mut folio::Context) -> Option<Plain> {
    let _ = (cx, Plain);
    None
}

#[folio::get("/cities", before_request = gate)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
