//! A size above the greatest on a controller.

use folio::{controller, get};

struct Cities {
    size: u64,
}

#[controller("/cities", page(size = 50, max_size = 20))]
impl Cities {
    #[get("/")]
    async fn list(&self) -> u64 {
        self.size
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
