//! An `impl` is no function.

struct Cities;

#[folio::get("/cities")]
impl Cities {
    fn handler() {}
}

fn main() {
    Cities::handler();
}
