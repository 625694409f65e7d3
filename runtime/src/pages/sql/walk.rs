//! Reading all rows in batches, each where the one before ended.

use sqlx::FromRow;

use super::{Engine, Rows, SqlError};
use crate::pages::{
    Cursor, Edge, InvalidCursor, Keys, PageSource, Position, Sortable,
    cursor::{Checkpoint, Digest},
    page::Cursors,
};

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
    /// Reads all rows from the first one on, in batches of so many, 1 at least.
    #[must_use]
    pub fn walk(self, batch: u64) -> Walk<DB, T> {
        self.walk_at(Edge::Start, batch)
    }

    /// Reads the rows behind a [`checkpoint`](Walk::checkpoint), whose own row need not be there any more.
    ///
    /// # Errors
    ///
    /// [`InvalidCursor::OtherOrder`] where it is of a walk in another order, or
    /// [as of](Rows::as_of) another number.
    pub fn walk_from(
        self,
        checkpoint: &Checkpoint,
        batch: u64,
    ) -> Result<Walk<DB, T>, InvalidCursor> {
        let keys = checkpoint.of(self.order())?.clone();
        Ok(self.walk_at(Edge::After(keys), batch))
    }

    fn walk_at(self, edge: Edge<Keys>, batch: u64) -> Walk<DB, T> {
        Walk {
            rows: self,
            batch: batch.max(1),
            next: Some(edge),
            last: None,
        }
    }

    /// What the keys of a checkpoint are of.
    fn order(&self) -> Digest {
        let order = self.sort.fingerprint();
        Digest::of([order.as_bytes(), self.mark.unwrap_or_default().as_bytes()])
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

    /// Where the rows that were read end, to go on from by [`Rows::walk_from`]; none before the first.
    #[must_use]
    pub fn checkpoint(&self) -> Option<Checkpoint> {
        let last = self.last.clone()?;
        Some(Checkpoint::new(self.rows.order(), last))
    }
}
