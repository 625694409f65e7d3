//! A controller that borrows.

use folio::{controller, get};

struct Cities<'a> {
    name: &'a str,
}

#[controller("/cities")]
impl Cities<'_> {
    #[get("/size")]
    fn size(&self) -> usize {
        self.name.len()
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { name: "" });
}
