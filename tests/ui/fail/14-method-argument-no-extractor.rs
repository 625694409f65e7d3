//! A method's argument that is none.

use folio::{controller, get};

struct Cities {
    size: u64,
}

struct Unit(u64);

#[controller("/cities")]
impl Cities {
    #[get("/size")]
    fn size(&self, unit: Unit) -> u64 {
        self.size + unit.0
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
