//! A parameter and its clause are one mistake.

#[folio::get("/cities")]
fn handler<T>()
where
    T: Clone,
{
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
