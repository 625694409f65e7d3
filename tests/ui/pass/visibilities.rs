//! Private, and visible as far as can be said.

#![deny(warnings)]

mod cities {
    use folio::get;

    #[get("/own")]
    fn own() {}

    #[get("/everybody")]
    pub fn everybody() {}

    #[get("/crate")]
    pub(crate) fn of_the_crate() {}

    #[get("/parent")]
    pub(super) fn of_the_parent() {}

    pub(crate) mod deep {
        #[folio::get("/in")]
        pub(in crate::cities) fn within() {}

        #[folio::get("/self")]
        pub(self) fn of_itself() {}

        pub(crate) fn routes() -> [folio::Mounted; 1] {
            folio::routes![of_itself]
        }
    }

    pub(crate) fn routes() -> [folio::Mounted; 2] {
        folio::routes![own, deep::within]
    }
}

fn main() {
    let _ = (cities::routes(), cities::deep::routes());
    let app = folio::App::new("t", "1").routes(folio::routes![cities::everybody, cities::of_the_crate, cities::of_the_parent]);
    assert!(app.build().is_ok());
}
