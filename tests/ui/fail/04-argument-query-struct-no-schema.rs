//! A query struct without a schema.

#[derive(serde::Deserialize)]
struct Filter {
    name: String,
}

#[folio::get("/cities")]
fn handler(folio::Query(filter): folio::Query<Filter>) -> String {
    filter.name
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
