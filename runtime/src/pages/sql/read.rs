//! Reading a page: one statement, and what its rows say.

use std::cmp::Ordering;

use sqlx::FromRow;

use super::{
    Engine, Rows, SqlError,
    engine::sealed::Running,
    error::beside_keys,
    keyset::{Term, terms},
    statement::{Asked, Part},
};
use crate::{
    clock,
    pages::{
        Cursor, Edge, KeyValue, Keys, Page, PageSource, Position, Sortable, Takes, Window,
        page::Cursors,
        tag::tag,
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
        let page = page_of(window, found);
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
        let keys = match found.rows.as_slice() {
            [(_, last), _] => Some(last),
            _ => None,
        };
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
        let (total, behind) = (found.total, found.behind);
        let mut page = page_of(window, found);
        let behind = match (keys, behind) {
            (None, _) => false,
            (Some(_), Some(behind)) => behind,
            // The row of the cursor is gone.
            (Some(keys), None) => {
                self.lies_behind(&mut on, window.backward, keys, mark)
                    .await?
            }
        };
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
        let uncounted = Asked {
            total: false,
            ..asked
        };
        let rows = match self.budget.filter(|_| asked.total) {
            None => {
                on.fetch(self.statement(&terms, window, part, mark, asked))
                    .await?
            }
            Some(budget) => {
                let counted = self.statement(&terms, window, part, mark, asked);
                match DB::run_within(on, budget, counted).await? {
                    Some(rows) => rows,
                    None => {
                        on.fetch(self.statement(&terms, window, part, mark, uncounted))
                            .await?
                    }
                }
            }
        };
        let compared = matches!(part, Part::Beside(_)) && terms.iter().any(|term| term.loose);
        let first = rows.first().filter(|_| compared);
        let same = first.map(|row| DB::truth(row, "folio_same")).transpose()?;
        let mut found = self.found(rows, &terms, &window, asked, mark)?;
        if let (Part::Beside(keys), Some((_, first))) = (part, found.rows.first()) {
            // Where values are written differently and equal, only the database can say it.
            if same.unwrap_or_else(|| are_same(keys, first)) {
                found.begin_behind();
            }
        }
        Ok(found)
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
        let rows = on.fetch(self.any_after(&terms, keys, mark)).await?;
        let behind = rows.first().map(|row| DB::truth(row, "folio_behind"));
        Ok(behind.transpose()?.unwrap_or(false))
    }

    /// Whether there is any row.
    async fn has_any(&self, on: &mut Running<DB>) -> Result<bool, SqlError> {
        let mut query = self.with(None);
        query.push("SELECT EXISTS (SELECT 1 FROM folio_rows) AS folio_any");
        let rows = on.fetch(query).await?;
        let any = rows.first().map(|row| DB::truth(row, "folio_any"));
        Ok(any.transpose()?.unwrap_or(false))
    }

    fn found(
        &self,
        rows: Vec<DB::Row>,
        terms: &[Term],
        window: &Window,
        asked: Asked,
        mark: Option<i64>,
    ) -> Result<Found<T>, SqlError> {
        let mut found = Found::default();
        let mut mark = mark;
        if let Some(row) = rows.first() {
            if asked.total {
                // It is not there where counting took too long.
                let total = DB::number(row, "folio_total").ok().flatten();
                found.total = total.and_then(|total| u64::try_from(total).ok());
            }
            if asked.mark {
                mark = DB::number(row, "folio_mark")?;
            }
        }
        found.rows.reserve(rows.len());
        for row in &rows {
            let record = T::from_row(row)?;
            let mut keys = Vec::with_capacity(terms.len() + usize::from(self.mark.is_some()));
            for ((column, _), term) in self.sort.columns().zip(terms) {
                keys.push(match &term.selected {
                    Some(selected) => DB::key(row, &selected.name, term.kind)?,
                    None => match column.value(&record).into_owned() {
                        KeyValue::Text(text) if DB::is_padded(row, term.expression) => {
                            KeyValue::Text(text.trim_end_matches(' ').to_owned().into())
                        }
                        key => key,
                    },
                });
            }
            if self.mark.is_some() {
                keys.push(mark.map_or(KeyValue::Null, KeyValue::Int));
            }
            tag(&mut keys, window, &self.sort);
            found.rows.push((record, Keys(keys)));
        }
        Ok(found)
    }
}

/// What a statement found.
struct Found<T> {
    rows: Vec<(T, Keys)>,
    behind: Option<bool>,
    total: Option<u64>,
}

/// Whether keys that are written exactly are those of a row.
fn are_same(keys: &[KeyValue<'_>], row: &Keys) -> bool {
    let same = |(a, b): (&KeyValue<'_>, &KeyValue<'_>)| match (a, b) {
        (KeyValue::Float(a), KeyValue::Float(b)) => {
            a.partial_cmp(b) == Some(Ordering::Equal) || a.is_nan() && b.is_nan()
        }
        (a, b) => a == b,
    };
    keys.iter().zip(&row.0).all(same)
}

impl<T> Found<T> {
    /// Leaves out the row that a cursor was made of, which says that it still lies behind the page.
    fn begin_behind(&mut self) {
        self.rows.remove(0);
        self.behind = Some(true);
    }
}

impl<T> Default for Found<T> {
    fn default() -> Self {
        Found {
            rows: Vec::new(),
            behind: None,
            total: None,
        }
    }
}

/// The page of what was found.
fn page_of<T>(window: Window, found: Found<T>) -> Page<T> {
    let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
    let (rows, mut keys): (Vec<T>, Vec<Keys>) = found.rows.into_iter().unzip();
    keys.truncate(limit);
    if window.backward {
        keys.reverse();
    }
    let mut page = Page::probed(window, rows);
    page.facts.cursors = if window.edges {
        Cursors::Rows(keys)
    } else {
        match (keys.first(), keys.last()) {
            (Some(first), Some(last)) => Cursors::Ends(first.clone(), last.clone()),
            _ => Cursors::None,
        }
    };
    page
}
