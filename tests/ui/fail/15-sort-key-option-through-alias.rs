//! An alias hides that the key may be missing.

type Id = Option<u64>;

#[derive(folio::Sortable)]
struct City {
    #[sort(key)]
    id: Id,
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
