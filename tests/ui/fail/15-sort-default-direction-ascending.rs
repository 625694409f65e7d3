//! A descending default order of what only ascends.

#[derive(folio::Sortable)]
#[sort(default = "-name")]
struct City {
    #[sort(key)]
    id: u64,
    #[sort(only = ascending)]
    name: String,
}

#[folio::get("/cities")]
fn handler(sort: folio::Sort<City>) -> String {
    sort.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
