//! A controller is there for other requests at the same time.

use folio::{controller, get};

struct Cities {
    size: u64,
}

#[controller("/cities")]
impl Cities {
    #[get("/size")]
    fn size(&mut self) -> u64 {
        self.size += 1;
        self.size
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
