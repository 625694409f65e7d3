//! A trait's methods.

use folio::{controller, get};

trait Size {
    fn size(&self) -> u64;
}

struct Cities {
    size: u64,
}

#[controller("/cities")]
impl Size for Cities {
    #[get("/size")]
    fn size(&self) -> u64 {
        self.size
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
