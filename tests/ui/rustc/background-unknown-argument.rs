//! A task over an argument that is not there.

async fn log(id: u64) {
    drop(id);
}

#[folio::get("/cities/{id}", background(log(idd)))]
async fn handler(id: u64) -> u64 {
    id
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
