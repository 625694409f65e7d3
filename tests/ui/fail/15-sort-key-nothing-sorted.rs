//! Nothing to sort by.

#[derive(folio::Sortable)]
struct City {
    id: u64,
    name: String,
}

#[folio::get("/cities")]
fn handler(sort: folio::Sort<City>) -> String {
    sort.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
