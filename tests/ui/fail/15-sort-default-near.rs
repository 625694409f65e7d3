//! A default order with a typo.

#[derive(folio::Sortable)]
#[sort(default = "-naem")]
struct City {
    #[sort(key)]
    id: u64,
    #[sort]
    name: String,
}

#[folio::get("/cities")]
fn handler(sort: folio::Sort<City>) -> String {
    sort.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
