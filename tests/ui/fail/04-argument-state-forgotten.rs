//! A pool that is handed to the app is taken as `State`.

struct Pool;

#[folio::get("/cities")]
fn handler(pool: Pool) {
    drop(pool);
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
