//! Reading all rows in batches, each where the one before ended.

use sqlx::FromRow;

use super::{Engine, Rows, SqlError};
use crate::pages::{Cursor, Edge, Keys, PageSource, Position, Sortable, page::Cursors};

/// All rows of a query, batch by batch: as many in memory as a batch has, however many there are.
///
/// Each batch is a page by keyset: what is added or removed meanwhile is there or not, and everything
/// else is read once. [`checkpoint`](Walk::checkpoint) says where to go on after an interruption.
#[derive(Debug)]
pub struct Walk<DB: Engine, T> {
    rows: Rows<DB, T>,
    batch: u64,
    next: Option<Edge<Keys>>,
    last: Option<Keys>,
}

impl<DB: Engine, T> Rows<DB, T>
where
    T: Sortable + Send + Sync + Unpin + for<'r> FromRow<'r, DB::Row>,
{
    /// Reads all rows from an edge on, in batches of so many, 1 at least.
    ///
    /// The edge is [`Edge::Start`], or [`Edge::After`] a [`checkpoint`](Walk::checkpoint); a walk
    /// goes forwards only, so that others are taken for these.
    #[must_use]
    pub fn walk(self, from: Edge<Keys>, batch: u64) -> Walk<DB, T> {
        let from = match from {
            Edge::Start | Edge::End => Edge::Start,
            Edge::After(keys) | Edge::Before(keys) => Edge::After(keys),
        };
        Walk {
            rows: self,
            batch: batch.max(1),
            next: Some(from),
            last: None,
        }
    }
}

impl<DB: Engine, T> Walk<DB, T>
where
    T: Sortable + Send + Sync + Unpin + for<'r> FromRow<'r, DB::Row>,
{
    /// The next rows, in order; nothing at the end.
    ///
    /// # Errors
    ///
    /// The database failed, or was too busy for the time a page may take. Called again, it goes on
    /// where it was.
    pub async fn batch(&mut self) -> Result<Option<Vec<T>>, SqlError> {
        let Some(edge) = &self.next else {
            return Ok(None);
        };
        let cursor = Cursor::new(edge.clone(), self.batch);
        let page = self.rows.clone().page(Position::Cursor(cursor)).await?;
        if let Cursors::Ends(_, last) = &page.facts.cursors {
            self.last = Some(last.clone());
        }
        self.next = match &page.facts.cursors {
            Cursors::Ends(_, last) if page.has_next() => Some(Edge::After(last.clone())),
            _ => None,
        };
        let rows = page.items.into_owned();
        Ok((!rows.is_empty()).then_some(rows))
    }

    /// The keys of the last row that was read, to go on from by [`Rows::walk`].
    #[must_use]
    pub fn checkpoint(&self) -> Option<&Keys> {
        self.last.as_ref()
    }
}
