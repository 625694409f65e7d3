//! A struct without fields.

#[derive(folio::Sortable)]
struct City;

#[folio::get("/cities")]
fn handler(sort: folio::Sort<City>) -> String {
    sort.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
