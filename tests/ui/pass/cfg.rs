//! What is configured out is gone, and its own.

#![deny(warnings)]

#[cfg(all())]
#[folio::get("/on-above")]
fn on_above() {}

#[folio::get("/on-below")]
#[cfg(all())]
fn on_below() {}

#[cfg(any())]
#[folio::get("/off-above")]
fn off_above(no: Such) -> Type {}

#[folio::get("/off-below/{id}")]
#[cfg(any())]
fn off_below(id: Such) -> Type {}

#[folio::get("/if", status = 202)]
#[cfg_attr(any(), deprecated)]
#[cfg_attr(all(), allow(clippy::unused_async))]
async fn attributed() {}

fn routes() -> Vec<folio::Mounted> {
    let mut all: Vec<_> = folio::routes![on_below].into();
    #[cfg(any())]
    all.extend(folio::routes![off_above, off_below]);
    #[cfg(all())]
    all.extend(folio::routes![attributed]);
    all
}

fn main() {
    assert_eq!(routes().len(), 2);
    let app = folio::App::new("t", "1").routes(folio::routes![on_above]);
    assert!(app.build().is_ok());
}
