//! A key of nine fields.

#[derive(folio::Sortable)]
struct City {
    #[sort(key)]
    k0: u64,
    #[sort(key)]
    k1: u64,
    #[sort(key)]
    k2: u64,
    #[sort(key)]
    k3: u64,
    #[sort(key)]
    k4: u64,
    #[sort(key)]
    k5: u64,
    #[sort(key)]
    k6: u64,
    #[sort(key)]
    k7: u64,
    #[sort(key)]
    k8: u64,
}

#[folio::get("/cities")]
fn handler(sort: folio::Sort<City>) -> String {
    sort.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
