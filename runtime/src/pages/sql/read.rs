//! Reading a page: one statement, and what its rows say.

use sqlx::FromRow;

use super::{
    Engine, Rows, SqlError,
    engine::sealed::Running,
    error::beside_keys,
    found::{Found, Reading},
    keyset::terms,
    statement::{Asked, Part},
};
use crate::{
    clock,
    pages::{
        Cursor, Edge, KeyValue, Keys, Page, PageSource, Position, Sortable, Takes, Window,
        total::{Count, Total},
    },
    reply::by,
};

impl<DB, T> PageSource<by::Value> for Rows<DB, T>
where
    DB: Engine,
    T: Sortable + Send + Sync + Unpin + for<'r> FromRow<'r, DB::Row>,
{
    type Item = T;
    type Error = SqlError;
    const TAKES: Takes = Takes::KEYED;

    async fn page(self, at: Position<Keys>) -> Result<Page<T>, SqlError> {
        let timeout = self.timeout;
        tokio::select! {
            page = self.read(&at) => page,
            Ok(()) = clock::sleep(timeout) => {
                tracing::warn!(?timeout, "a page took too long");
                Err(SqlError::BUSY)
            }
        }
    }
}

impl<DB, T> Rows<DB, T>
where
    DB: Engine,
    T: Sortable + Send + Sync + Unpin + for<'r> FromRow<'r, DB::Row>,
{
    async fn read(&self, at: &Position<Keys>) -> Result<Page<T>, SqlError> {
        match at {
            Position::Offset(offset) => self.by_offset(Window::from(offset)).await,
            Position::Cursor(cursor) => self.by_cursor(cursor).await,
        }
    }

    async fn by_offset(&self, window: Window) -> Result<Page<T>, SqlError> {
        let mut on = DB::begin(&self.pool).await?;
        if let Some(most) = window.max_offset.filter(|_| window.is_too_deep()) {
            return self.too_deep(&mut on, window, most).await;
        }
        let Ok(offset) = i64::try_from(window.offset) else {
            let page = Page::of(window, Vec::new());
            return self.beyond(&mut on, page, None).await;
        };
        let found = self
            .find(&mut on, window, Part::Offset(offset), None)
            .await?;
        let total = found.total;
        let page = found.page(window);
        if offset > 0 && page.is_empty() {
            return self.beyond(&mut on, page, total).await;
        }
        let total = self.total(&mut on, &page, total, None, None).await?;
        Ok(page.with_previous(offset > 0).total(total))
    }

    /// A page behind which nothing lies.
    async fn beyond(
        &self,
        on: &mut Running<DB>,
        page: Page<T>,
        counted: Option<u64>,
    ) -> Result<Page<T>, SqlError> {
        let total = self.total(on, &page, counted, None, None).await?;
        let any = match total {
            Total::Exact(all) => all > 0,
            _ => self.has_any(on).await?,
        };
        let total = match total {
            Total::AtLeast(0) if any => Total::AtLeast(1),
            Total::AtLeast(0) => Total::Exact(0),
            total => total,
        };
        Ok(page.with_previous(any).total(total))
    }

    /// The keys of the deepest row within reach, to go on from.
    async fn too_deep(
        &self,
        on: &mut Running<DB>,
        window: Window,
        most: u64,
    ) -> Result<Page<T>, SqlError> {
        let last = i64::try_from(most)
            .ok()
            .and_then(|most| most.checked_sub(1));
        // One more than it says whether any lies beyond.
        let one = Window {
            limit: 1,
            count: Count::None,
            ..window
        };
        let found = match last {
            Some(last) => self.find(on, one, Part::Offset(last), None).await?,
            None => Found::default(),
        };
        let keys = found.keys.first().filter(|_| found.rows.len() > 1);
        Ok(Page::too_deep(window, keys))
    }

    async fn by_cursor(&self, cursor: &Cursor<Keys>) -> Result<Page<T>, SqlError> {
        let window = Window::from(cursor);
        let (keys, mark) = match cursor.edge() {
            Edge::Start | Edge::End => (None, None),
            Edge::After(keys) | Edge::Before(keys) => {
                let (keys, mark) = self.checked(keys, &window)?;
                (Some(keys), mark)
            }
        };
        let mut on = DB::begin(&self.pool).await?;
        let part = keys.map_or(Part::Whole, Part::Beside);
        let found = self.find(&mut on, window, part, mark).await;
        let found = match keys {
            Some(_) => found.map_err(beside_keys)?,
            None => found?,
        };
        let (total, mut behind) = (found.total, found.behind);
        let mut page = found.page(window);
        if let (Some(keys), false) = (keys, behind) {
            // The row of the cursor is gone.
            behind = self
                .lies_behind(&mut on, window.backward, keys, mark)
                .await?;
        }
        page = if window.backward {
            page.with_next(behind)
        } else {
            page.with_previous(behind)
        };
        let total = self.total(&mut on, &page, total, keys, mark).await?;
        Ok(page.total(total))
    }

    /// Reads one row more than the page has.
    async fn find(
        &self,
        on: &mut Running<DB>,
        window: Window,
        part: Part<'_>,
        mark: Option<i64>,
    ) -> Result<Found<T>, SqlError> {
        let terms = terms::<DB, T>(&self.sort, window.backward);
        let asked = Asked {
            total: window.count == Count::Exact && self.known(mark).is_none(),
            mark: self.mark.is_some() && mark.is_none(),
        };
        if let Some(budget) = self.budget.filter(|_| asked.total) {
            let mut reading = Reading::new(self, &terms, window, part, mark, asked);
            let counted = self.statement(&on.guard, &terms, window, part, mark, asked);
            if let Some(rows) = DB::run_within(on, budget, counted).await? {
                rows.into_iter().try_for_each(|row| reading.take(row))?;
                return Ok(reading.end()?);
            }
        }
        let asked = Asked {
            // There was no time for it.
            total: asked.total && self.budget.is_none(),
            ..asked
        };
        let mut reading = Reading::new(self, &terms, window, part, mark, asked);
        let statement = self.statement(&on.guard, &terms, window, part, mark, asked);
        on.fetch_each(statement, |row| reading.take(row)).await?;
        Ok(reading.end()?)
    }

    async fn lies_behind(
        &self,
        on: &mut Running<DB>,
        backward: bool,
        keys: &[KeyValue<'static>],
        mark: Option<i64>,
    ) -> Result<bool, SqlError> {
        // What comes after it the other way round.
        let terms = terms::<DB, T>(&self.sort, !backward);
        let rows = on
            .fetch(self.any_after(&on.guard, &terms, keys, mark))
            .await?;
        let behind = rows.first().map(|row| DB::truth(row, "folio_behind"));
        Ok(behind.transpose()?.unwrap_or(false))
    }

    /// Whether there is any row.
    async fn has_any(&self, on: &mut Running<DB>) -> Result<bool, SqlError> {
        let mut query = self.with(None);
        query.push("SELECT EXISTS (SELECT 1 FROM folio_rows) AS folio_any");
        DB::push_waiting(&mut query, " WHERE ", &on.guard);
        let rows = on.fetch(query).await?;
        let any = rows.first().map(|row| DB::truth(row, "folio_any"));
        Ok(any.transpose()?.unwrap_or(false))
    }
}
