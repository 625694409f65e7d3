//! A default order of nine columns.

#[derive(folio::Sortable)]
#[sort(default = "c0,c1,c2,c3,c4,c5,c6,c7,c8")]
struct City {
    #[sort(key)]
    id: u64,
    #[sort]
    c0: u64,
    #[sort]
    c1: u64,
    #[sort]
    c2: u64,
    #[sort]
    c3: u64,
    #[sort]
    c4: u64,
    #[sort]
    c5: u64,
    #[sort]
    c6: u64,
    #[sort]
    c7: u64,
    #[sort]
    c8: u64,
}

#[folio::get("/cities")]
fn handler(sort: folio::Sort<City>) -> String {
    sort.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
