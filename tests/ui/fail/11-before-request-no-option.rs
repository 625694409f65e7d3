//! A hook that always answers.

async fn gate(cx: &mut folio::Context) -> String {
    let _ = cx;
    String::new()
}

#[folio::get("/cities", before_request = gate)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
