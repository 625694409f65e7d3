//! Lists that are all there, and iterators.

use std::{convert::Infallible, sync::Arc};

use super::{ITERATOR_DEPTH, PageSource, paginator::Read};
use crate::{
    pages::{Items, Keys, Page, Position, Takes, Total, Window},
    reply::by,
};

impl<T: Send + Sync + 'static> PageSource<by::Value> for Vec<T> {
    type Item = T;
    type Error = Infallible;

    async fn page(mut self, at: Position<Keys>) -> Result<Page<T>, Infallible> {
        let window = Window::from(&at);
        let total = self.len();
        let range = window.range(total);
        self.truncate(range.end);
        self.drain(..range.start);
        Ok(Page::counted(window, self, total as u64))
    }
}

impl<T: Send + Sync + 'static> PageSource<by::Value> for Arc<[T]> {
    type Item = T;
    type Error = Infallible;

    async fn page(self, at: Position<Keys>) -> Result<Page<T>, Infallible> {
        let window = Window::from(&at);
        let (total, range) = (self.len(), window.range(self.len()));
        let items = Items::of_slice(self, range);
        Ok(Page::counted(window, items, total as u64))
    }
}

impl<T: Send + Sync + 'static> PageSource<by::Value> for Arc<Vec<T>> {
    type Item = T;
    type Error = Infallible;

    async fn page(self, at: Position<Keys>) -> Result<Page<T>, Infallible> {
        let window = Window::from(&at);
        let (total, range) = (self.len(), window.range(self.len()));
        let items = Items::of_vec(self, range);
        Ok(Page::counted(window, items, total as u64))
    }
}

impl<I> PageSource<by::Iterator> for I
where
    I: Iterator + Send,
    I::Item: Send + Sync + 'static,
{
    type Item = I::Item;
    type Error = Infallible;
    const TAKES: Takes = Takes::ROWS.down_to(ITERATOR_DEPTH);

    async fn page(mut self, at: Position<Keys>) -> Result<Page<I::Item>, Infallible> {
        let window = Window::from(&at);
        let before = usize::try_from(window.offset).unwrap_or(usize::MAX);
        let passed = self.by_ref().take(before).count();
        let probe = usize::try_from(window.limit).map_or(usize::MAX, |n| n.saturating_add(1));
        let page = Read::new(window, self.take(probe).collect()).page(Total::Unknown);
        Ok(if page.is_empty() && !page.has_next() {
            // It lies beyond the end, which was passed.
            page.with_previous(passed > 0)
                .total(Total::Exact(passed as u64))
        } else {
            page
        })
    }
}
