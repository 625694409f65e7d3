//! A type without controller is mounted.

struct Cities {
    size: u64,
}

impl Cities {
    fn size(&self) -> u64 {
        self.size
    }
}

fn main() {
    let _ = folio::App::new("t", "1").mount(Cities { size: Cities { size: 1 }.size() });
}
