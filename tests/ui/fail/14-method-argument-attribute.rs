//! A method's argument with a source that is none.

use folio::{controller, get};

struct Cities {
    size: u64,
}

#[controller("/cities")]
impl Cities {
    #[get("/size")]
    async fn size(&self, #[querry] unit: u64) -> u64 {
        self.size + unit
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
