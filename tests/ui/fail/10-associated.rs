//! A function inside `impl`.

struct Cities;

impl Cities {
    #[folio::get("/cities")]
    fn handler() {}
}

fn main() {
    Cities::handler();
}
