//! Headers that stand beside others of their name, and names that differ.

#![deny(warnings)]

#[folio::get(
    "/cities",
    header("link" = "</a>; rel=\"next\"", append),
    header("Link" = "</b>; rel=\"prev\"", append, success_only),
    header("vary", value = "accept-language", append, description = "What answers depend on."),
    headers("x-a" = "", "x-b" = "\tvalues may have tabs and ~"),
)]
fn handler() -> String {
    String::new()
}

fn main() {
    let app = folio::App::new("t", "1")
        .header("vary", "origin")
        .routes(folio::routes![handler]);
    assert!(app.build().is_ok());
}
