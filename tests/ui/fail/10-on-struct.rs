//! A struct is no function.

#[folio::get("/cities")]
struct Handler;

fn main() {
    let _ = Handler;
}
