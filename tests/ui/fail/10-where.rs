//! A clause that asks.

#[folio::get("/cities")]
fn handler()
where
    String: Clone,
{
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
