//! A trait's method.

trait Cities {
    #[folio::get("/cities")]
    fn handler(&self);
}

impl Cities for () {
    fn handler(&self) {}
}

fn main() {
    ().handler();
}
