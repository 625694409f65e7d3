//! An order of rows that have none.

struct City {
    id: u64,
}

#[folio::get("/cities")]
fn handler(sort: folio::Sort<City>) -> u64 {
    drop(sort);
    1
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
