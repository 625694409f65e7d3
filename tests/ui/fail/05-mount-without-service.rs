//! A mounted service that is none.

fn main() {
    let _ = folio::App::new("t", "1").service("/static", "public");
}
