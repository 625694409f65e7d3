//! Regular expressions that are none too simple.

#![deny(warnings)]

#[folio::get("/patterns")]
fn handler(
    #[query(pattern = "^[A-Z]{2}$")] p0: Option<String>,
    #[query(pattern = "a|b")] p1: Option<String>,
    #[query(pattern = "^\\d{4}-\\d\\d$")] p2: Option<String>,
    #[query(pattern = "^(?:a|b)+?$")] p3: Option<String>,
    #[query(pattern = "^[^/]*$")] p4: Option<String>,
    #[query(pattern = "[]a]")] p5: Option<String>,
    #[query(pattern = "\\.")] p6: Option<String>,
    #[query(pattern = "(?i)a")] p7: Option<String>,
) -> bool {
    p0.is_none() && p1.is_none() && p2.is_none() && p3.is_none() && p4.is_none() && p5.is_none() && p6.is_none() && p7.is_none()
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![handler]);
    assert!(app.build().is_ok());
}
