//! The function is still the function.

#![deny(warnings)]

use std::{future::Future, pin::pin, task::{Context, Poll, Waker}};

#[folio::get("/doubled/{n}")]
fn doubled(n: u64) -> u64 {
    n * 2
}

#[folio::get("/halved/{n}")]
async fn halved(n: u64, #[query(default = 2)] by: u64) -> Option<u64> {
    n.checked_div(by)
}

#[folio::get("/state")]
fn state(text: folio::State<String>) -> String {
    text.to_uppercase()
}

#[folio::post("/twice/{n}")]
async fn twice(n: u64) -> u64 {
    doubled(n) + halved(n, 2).await.unwrap_or_default()
}

fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!(),
    }
}

fn main() {
    let pointer: fn(u64) -> u64 = doubled;
    assert_eq!([1, 2].map(pointer), [2, 4]);
    assert_eq!(ready(halved(4, 2)), Some(2));
    assert_eq!(ready(twice(4)), 10);
    assert_eq!(state(folio::State::new("a".to_owned())), "A");
    let _ = folio::routes![doubled, halved, state, twice];
}
