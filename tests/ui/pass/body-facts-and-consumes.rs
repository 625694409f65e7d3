//! A body with facts, in media types of its own.

/// Sets a number.
#[folio::put("/number", consumes = ["application/json", "application/vnd.number+json"])]
fn handler(#[body(default = 7, minimum = 1, maximum = 9)] n: u32) -> String {
    n.to_string()
}

/// Says a text back.
#[folio::post("/text", consumes = ["application/merge-patch+json"])]
async fn text(#[body(default = "ab", min_length = 1, max_length = 3, pattern = "^[a-z]+$")] t: String) -> String {
    t
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler, text]);
}
