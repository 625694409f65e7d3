//! The second field of the key may be missing.

#[derive(folio::Sortable)]
struct City {
    #[sort(key)]
    country: String,
    #[sort(key)]
    id: Option<u64>,
}

#[folio::get("/cities")]
fn handler(sort: folio::Sort<City>) -> String {
    sort.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
