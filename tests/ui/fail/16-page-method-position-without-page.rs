//! A method with a position, and no page.

use folio::{controller, get};

struct Cities {
    size: u64,
}

#[controller("/cities")]
impl Cities {
    #[get("/")]
    async fn list(&self, at: folio::PageNumber) -> u64 {
        self.size + at.number()
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
