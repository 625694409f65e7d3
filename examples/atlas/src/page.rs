//! One page of a longer list.

use serde::Serialize;
use utoipa::ToSchema;

/// One page of a list, and where it stands in the whole.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "these are the names in the API")]
pub(crate) struct Page<T> {
    /// The items of this page, none past the end.
    items: Vec<T>,
    /// Number of this page, from 1.
    page: u64,
    /// How many items a page has at most.
    page_size: u64,
    /// How many items all pages have together.
    total_items: u64,
    /// How many pages there are.
    total_pages: u64,
}

impl<T> Page<T> {
    /// The page `page` of those of `page_size` items, of which there are `total_items` in all.
    pub(crate) fn new(items: Vec<T>, page: u64, page_size: u64, total_items: u64) -> Self {
        Self {
            items,
            page,
            page_size,
            total_items,
            total_pages: total_items.div_ceil(page_size),
        }
    }
}
