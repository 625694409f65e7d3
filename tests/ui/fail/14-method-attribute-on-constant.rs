//! An attribute above no method.

use folio::{controller, get};

struct Cities {
    size: u64,
}

#[controller("/cities")]
impl Cities {
    #[get("/size")]
    const SIZE: u64 = 1;

    fn size(&self) -> u64 {
        self.size + Self::SIZE
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount({
        let cities = Cities { size: 1 };
        Cities { size: cities.size() }
    });
}
