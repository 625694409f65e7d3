//! A function is no block.

use folio::controller;

#[controller("/cities")]
fn cities() -> folio::Router {
    folio::Router::new("")
}

fn main() {
    let _ = folio::App::new("t", "1").mount(cities());
}
