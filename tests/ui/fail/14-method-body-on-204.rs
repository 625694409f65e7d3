//! A method's answer without a body.

use folio::{controller, delete};

struct Cities {
    size: u64,
}

#[controller("/cities")]
impl Cities {
    #[delete("/size")]
    fn remove(&self) -> u64 {
        self.size
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
