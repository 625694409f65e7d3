//! A constant is no function.

#[folio::get("/cities")]
const HANDLER: u32 = 1;

fn main() {
    let _ = HANDLER;
}
