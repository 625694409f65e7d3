//! The type decides, not how it is spelled.

type Limit = u32;

#[folio::get("/cities")]
fn handler(#[query(default = "x")] n: Limit) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
