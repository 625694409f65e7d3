//! An option of pages on a controller, misspelt.

use folio::{controller, get};

struct Cities {
    size: u64,
}

#[controller("/cities", page(sise = 5))]
impl Cities {
    #[get("/")]
    async fn list(&self) -> u64 {
        self.size
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
