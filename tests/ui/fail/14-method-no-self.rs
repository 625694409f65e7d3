//! A function without `self`.

use folio::{controller, get};

struct Cities {
    size: u64,
}

#[controller("/cities")]
impl Cities {
    fn own(&self) -> u64 {
        self.size
    }

    #[get("/size")]
    fn size() -> u64 {
        1
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount({
        let _ = (Cities::size(), Cities { size: 1 }.own());
        Cities { size: 1 }
    });
}
