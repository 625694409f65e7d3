//! A handler with the name of a type, a module or a handler elsewhere.

#![deny(warnings)]

mod types {
    #[derive(serde::Serialize, utoipa::ToSchema)]
    #[allow(non_camel_case_types)]
    pub struct city {
        pub id: u64,
    }
}

mod towns {
    #[folio::get("/towns/{id}", operation_id = "town")]
    pub fn city(id: u64) -> u64 {
        id
    }
}

#[folio::get("/cities/{id}")]
fn city(id: u64) -> types::city {
    types::city { id }
}

#[folio::get("/get")]
fn get() {}

#[folio::post("/routes")]
fn routes() {}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![city, towns::city, get, routes]);
    assert!(app.build().is_ok());
}
