//! A place of nulls is a name.

#[derive(folio::Sortable)]
struct City {
    #[sort(key)]
    id: u64,
    #[sort(nulls = "last")]
    name: Option<String>,
}

#[folio::get("/cities")]
fn handler(sort: folio::Sort<City>) -> String {
    sort.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
