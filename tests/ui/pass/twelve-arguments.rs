//! As many arguments as anybody wants.

#![deny(warnings)]

#[folio::post("/{a}/{b}")]
async fn handler(
    a: u8,
    b: u16,
    #[query] c: u32,
    #[query] d: Option<u64>,
    #[query] e: Vec<i8>,
    #[header] f: Option<String>,
    #[header] g: Option<bool>,
    #[cookie] h: Option<char>,
    i: folio::Headers,
    j: folio::Cookies,
    k: folio::http::Method,
    #[body] l: Vec<f64>,
) -> u64 {
    drop((d, e, f, g, h, i, j, k, l));
    u64::from(a) + u64::from(b) + u64::from(c)
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![handler]);
    assert!(app.build().is_ok());
}
