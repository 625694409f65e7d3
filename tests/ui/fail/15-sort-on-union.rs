//! A union has no columns.

#[derive(folio::Sortable)]
union City {
    id: u64,
}

#[folio::get("/cities")]
fn handler(sort: folio::Sort<City>) -> String {
    sort.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
