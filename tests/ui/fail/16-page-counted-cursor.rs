//! A number of items says nothing of what follows a cursor.

use folio::{Cursor, Page};

#[folio::get("/numbers")]
async fn handler(at: Cursor<u64>) -> Page<u64> {
    Page::counted(&at, vec![1], 1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
