//! A parameter and an argument that are almost the same.

#[folio::get("/cities/{city_id}")]
fn handler(city_idd: u64) {
    let _ = city_idd;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
