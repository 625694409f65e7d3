//! A method.

struct Cities;

impl Cities {
    #[folio::get("/cities")]
    fn handler(&self) {}
}

fn main() {
    Cities.handler();
}
