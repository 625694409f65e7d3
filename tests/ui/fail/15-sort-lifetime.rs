//! A record that borrows.

#[derive(folio::Sortable)]
struct Row<'a> {
    #[sort(key)]
    id: u64,
    name: &'a str,
}

type City = Row<'static>;

#[folio::get("/cities")]
fn handler(sort: folio::Sort<City>) -> String {
    sort.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
