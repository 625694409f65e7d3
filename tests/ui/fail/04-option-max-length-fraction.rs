//! Half a character.

#[folio::get("/cities")]
fn handler(#[query(max_length = 1.5)] n: String) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
