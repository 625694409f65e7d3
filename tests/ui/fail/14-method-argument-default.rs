//! A method's argument with a default it can't have.

use folio::{controller, get};

struct Cities {
    size: u64,
}

#[controller("/cities")]
impl Cities {
    #[get("/size")]
    async fn size(&self, #[query(default = 300)] unit: u8) -> u64 {
        self.size + u64::from(unit)
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
