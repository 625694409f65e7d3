//! A type of the program.

struct Handler;

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![Handler]);
}
