//! A controller that threads can't share.

use folio::{controller, get};

struct Cities {
    size: std::cell::Cell<u64>,
}

#[controller("/cities")]
impl Cities {
    #[get("/size")]
    fn size(&self) -> u64 {
        self.size.get()
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1.into() });
}
