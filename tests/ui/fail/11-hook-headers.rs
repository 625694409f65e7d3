//! Headers of a hook in one list.

#[folio::get("/cities", after_request(stamp, headers("x-time" = "1")))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
