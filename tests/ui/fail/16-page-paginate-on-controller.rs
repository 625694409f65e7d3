//! `paginate` on a controller.

use folio::{controller, get};

struct Cities {
    size: u64,
}

#[controller("/cities", paginate)]
impl Cities {
    #[get("/")]
    async fn list(&self) -> Vec<u64> {
        vec![self.size]
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
