//! A type parameter of the controller.

use folio::{controller, get};

struct Cities<T> {
    size: T,
}

#[controller("/cities")]
impl<T: Into<u64> + Copy> Cities<T> {
    #[get("/size")]
    fn size(&self) -> u64 {
        self.size.into()
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1_u8 });
}
