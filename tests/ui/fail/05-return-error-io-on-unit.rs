//! An error of the standard library.

#[folio::delete("/cities")]
fn handler() -> std::io::Result<()> {
    Ok(())
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
