//! A controller with names that generated code has, and modules and types of its methods' names.

#![deny(warnings)]

mod list {
    pub(super) type Names = Vec<String>;
}

#[allow(non_camel_case_types)]
type show = u64;

struct Router {
    this: u64,
}

mod core {}
mod std {}

#[folio::controller("/names")]
impl Router {
    #[folio::get("/")]
    fn list(&self) -> list::Names {
        list::Names::new()
    }

    #[folio::get("/{cx}/{this}/{a0}")]
    async fn show(&self, cx: show, this: u64, a0: u64) -> u64 {
        self.this + cx + this + a0
    }

    #[folio::get("/router")]
    fn router(&self) -> u64 {
        self.this
    }

    #[folio::get("/type/{type}")]
    fn r#type(&self, r#type: u64) -> u64 {
        self.this + r#type
    }
}

fn main() {
    let app = folio::App::new("t", "1").state(1_u64).mount(Router { this: 1 });
    assert!(app.build().is_ok());
}
