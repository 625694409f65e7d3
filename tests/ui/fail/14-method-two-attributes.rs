//! One method, two attributes.

use folio::{controller, get, post};

struct Cities {
    size: u64,
}

#[controller("/cities")]
impl Cities {
    #[get("/size")]
    #[post("/size")]
    fn size(&self) -> u64 {
        self.size
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
