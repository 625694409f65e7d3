//! Lower-case constants are no trap for what is generated.

#![deny(warnings)]
#![allow(non_upper_case_globals)]

const name: u8 = 1;
const index: u8 = 2;
static value: u8 = 3;

#[folio::get("/{id}")]
fn handler(id: u8, #[query(default = 1)] n: u8, headers: folio::Headers) -> u8 {
    drop(headers);
    id + n + name + index + value
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![handler]);
    assert!(app.build().is_ok());
}
