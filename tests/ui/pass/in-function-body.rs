//! A handler inside a function, beside others of its name.

#![deny(warnings)]

use folio::get;

fn app() -> folio::App {
    #[get("/inner")]
    fn handler() -> u64 {
        1
    }
    folio::App::new("t", "1").routes(folio::routes![handler])
}

fn main() {
    #[get("/outer/{id}", operation_id = "outer")]
    async fn handler(id: u64) -> u64 {
        id
    }
    let app = app().routes(folio::routes![handler]);
    assert!(app.build().is_ok());
}
