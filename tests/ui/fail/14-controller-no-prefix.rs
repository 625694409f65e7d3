//! No prefix at all.

use folio::{controller, get};

struct Cities {
    size: u64,
}

#[controller(tags = ["cities"])]
impl Cities {
    #[get("/size")]
    fn size(&self) -> u64 {
        self.size
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
