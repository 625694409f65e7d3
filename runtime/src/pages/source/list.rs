//! Lists that are all there, and iterators.

use std::{convert::Infallible, sync::Arc};

use super::{ITERATOR_DEPTH, PageSource};
use crate::{
    pages::{Items, Keys, Page, Position, Takes, Window},
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
        // Whether there is anything before the page is known, even where it lies beyond the end.
        let any = before > 0 && self.next().is_some();
        if before > 0 && !any || before > 1 && self.nth(before - 2).is_none() {
            return Ok(Page::of(window, Vec::new()).with_previous(any));
        }
        let probe = usize::try_from(window.limit).map_or(usize::MAX, |n| n.saturating_add(1));
        Ok(Page::probed(window, self.take(probe).collect()))
    }
}
