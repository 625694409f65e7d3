//! No argument reads what is consumed.

#[folio::post("/cities", consumes = ["application/json"])]
fn handler(#[query] n: u32) -> String {
    n.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
