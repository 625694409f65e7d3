//! Every name of a media type, and literals.

#![deny(warnings)]

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::get("/json", media_type = Json)]
fn json() -> City {
    City { id: 1 }
}

#[folio::get("/hal", media_type = "application/hal+json")]
fn hal() -> City {
    City { id: 1 }
}

#[folio::get("/packed", media_type = MessagePack)]
fn packed() -> City {
    City { id: 1 }
}

#[folio::get("/text", media_type = Text)]
fn text() -> &'static str {
    "text"
}

#[folio::get("/html", media_type = Html)]
async fn html() -> Option<String> {
    None
}

#[folio::get("/csv", media_type = "text/csv; header=present")]
fn csv() -> folio::Response<String> {
    folio::Response::new(String::new())
}

#[folio::get("/bytes", media_type = Bytes)]
fn bytes() -> Vec<u8> {
    Vec::new()
}

#[folio::get("/image", media_type = "image/png")]
fn image() -> Result<Vec<u8>, std::convert::Infallible> {
    Ok(Vec::new())
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![json, hal, packed, text, html, csv, bytes, image]);
    assert!(app.build().is_ok());
}
