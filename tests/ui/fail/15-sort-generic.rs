//! A generic record.

#[derive(folio::Sortable)]
struct Row<T> {
    #[sort(key)]
    id: u64,
    name: T,
}

type City = Row<String>;

#[folio::get("/cities")]
fn handler(sort: folio::Sort<City>) -> String {
    sort.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
