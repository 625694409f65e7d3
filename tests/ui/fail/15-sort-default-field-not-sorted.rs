//! A default order by a field without the attribute.

#[derive(folio::Sortable)]
#[sort(default = "elevation")]
struct City {
    #[sort(key)]
    id: u64,
    #[sort]
    name: String,
    elevation: u64,
}

#[folio::get("/cities")]
fn handler(sort: folio::Sort<City>) -> String {
    sort.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
