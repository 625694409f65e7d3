//! The type itself is no block.

#[folio::controller("/cities")]
struct Cities {
    size: u64,
}

impl Cities {
    fn router(self) -> folio::Router {
        folio::Router::new(if self.size == 1 { "/a" } else { "/b" })
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: 1 }.router());
}
