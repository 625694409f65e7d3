//! A `where` clause of the controller.

use folio::{controller, get};

struct Cities {
    size: u64,
}

#[controller("/cities")]
impl Cities
where
    u64: Copy,
 {
    #[get("/size")]
    fn size(&self) -> u64 {
        self.size
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
