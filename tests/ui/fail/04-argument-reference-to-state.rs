//! A reference to what the app holds.

struct Pool;

#[folio::get("/cities")]
fn handler(pool: &Pool) {
    let _ = pool;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
