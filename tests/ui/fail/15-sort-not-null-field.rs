//! A field that is said not to be null, where no expression could be.

#[derive(folio::Sortable)]
struct City {
    #[sort(key)]
    id: u64,
    #[sort(not_null)]
    name: String,
}

#[folio::get("/cities")]
fn handler(sort: folio::Sort<City>) -> String {
    sort.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
