//! A body has no second name either.

#[folio::post("/cities")]
fn handler(#[body(alias = "city")] n: u32) -> String {
    n.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
