//! A struct that nothing reads.

struct Filter {
    name: String,
}

#[folio::get("/cities")]
fn handler(filter: Filter) -> String {
    filter.name
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
