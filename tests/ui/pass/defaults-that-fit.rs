//! Literals of the right kind, and types that are asked at the start.

#![deny(warnings)]

#[derive(serde::Deserialize)]
struct Limit(#[allow(dead_code)] u32);

#[derive(serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Order {
    Up,
    Down,
}

#[folio::get("/numbers")]
fn numbers(
    #[query(default = -128)] a: i8,
    #[query(default = 255, minimum = 1, maximum = 255)] b: u8,
    #[query(default = 18446744073709551615)] c: u64,
    #[query(default = -1.5, minimum = -2)] d: f64,
    #[query(default = 1)] e: f32,
    #[query(default = 3)] f: Option<u16>,
    #[query(minimum = 0)] g: Vec<i64>,
) -> bool {
    a > 0 && b > 0 && c > 0 && d > 0.0 && e > 0.0 && f.is_some() && g.is_empty()
}

#[folio::get("/texts")]
fn texts(
    #[query(default = "é")] a: char,
    #[query(default = "abc", min_length = 1, max_length = 3)] b: String,
    #[query(default = true)] c: bool,
    #[query(max_length = 2)] d: Vec<String>,
    #[header(pattern = "^[a-z]+$", name = "x-a", alias = "x-b")] e: Option<String>,
) -> bool {
    c && a == 'e' && b.is_empty() && d.is_empty() && e.is_none()
}

#[folio::get("/others")]
fn others(
    #[query(default = 3)] limit: Limit,
    #[query(default = "up")] order: Order,
    #[query(default = "down")] second: Option<Order>,
) -> bool {
    drop(limit);
    matches!((order, second), (Order::Up, Some(Order::Down)))
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![numbers, texts, others]);
    assert!(app.build().is_ok());
}
