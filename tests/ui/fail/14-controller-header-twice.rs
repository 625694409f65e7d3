//! A header of a controller twice.

use folio::{controller, get};

struct Cities {
    size: u64,
}

#[controller("/cities", header("x-a" = "1"), header("X-A" = "2"))]
impl Cities {
    #[get("/size")]
    fn size(&self) -> u64 {
        self.size
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
