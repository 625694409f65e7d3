//! A method with two readers of the body.

use folio::{controller, post};

struct Cities {
    size: u64,
}

#[controller("/cities")]
impl Cities {
    #[post("/size")]
    fn size(&self, _text: String, _json: folio::Json<u64>) -> u64 {
        self.size
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 });
}
