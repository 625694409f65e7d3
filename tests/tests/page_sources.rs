//! Where pages come from: paginators, rows that are filtered after the read, helpers; and the entity tags
//! that pages have.

#[path = "page_sources/etag.rs"]
mod etag;
#[path = "page_sources/helpers.rs"]
mod helpers;
#[path = "page_sources/paginators.rs"]
mod paginators;
#[path = "page_sources/refill.rs"]
mod refill;

use folio::{CursorKeys, pages::PageOptions};

/// Options with keys for cursors.
fn keyed() -> PageOptions {
    PageOptions::new().cursor_keys(CursorKeys::new([7; 32]).expect("32 bytes"))
}
