//! A method that keeps what its thread alone may have.

use folio::{controller, get};

struct Cities {
    size: u64,
}

#[controller("/cities")]
impl Cities {
    #[get("/size")]
    async fn size(&self) -> u64 {
        let size = std::rc::Rc::new(self.size);
        std::future::ready(()).await;
        *size
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
