//! An option above the struct with a typo.

#[derive(folio::Sortable)]
#[sort(defualt = "name")]
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
