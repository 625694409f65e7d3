//! The good case is a value.

#[folio::get("/old", status = 302)]
fn handler() -> Result<u64, folio::ForeignTarget> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
