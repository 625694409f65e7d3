//! A hook that keeps what its thread alone may have.

async fn gate(cx: &mut folio::Context) -> Option<String> {
    let count = std::rc::Rc::new(1);
    std::future::ready(()).await;
    let _ = cx;
    (*count == 0).then(String::new)
}

#[folio::get("/cities", before_request = gate)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
