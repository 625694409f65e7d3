//! A method that returns no answer.

use folio::{controller, get};

struct Cities {
    size: u64,
}

struct Unit(#[allow(dead_code)] u64);

#[controller("/cities")]
impl Cities {
    #[get("/size")]
    fn size(&self) -> Unit {
        Unit(self.size)
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
