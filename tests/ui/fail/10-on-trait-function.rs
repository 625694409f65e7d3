//! A trait's function.

trait Cities {
    #[folio::get("/cities")]
    fn handler() {}
}

impl Cities for () {}

fn main() {
    <()>::handler();
}
