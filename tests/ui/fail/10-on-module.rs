//! A module is no function.

#[folio::get("/cities")]
mod cities {
    pub fn handler() {}
}

fn main() {
    cities::handler();
}
