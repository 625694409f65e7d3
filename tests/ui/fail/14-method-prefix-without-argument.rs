//! A parameter of the prefix that the method does not take.

use folio::{controller, get};

struct Cities {
    size: u64,
}

#[controller("/tenants/{tenant}")]
impl Cities {
    #[get("/size")]
    fn size(&self) -> u64 {
        self.size
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
