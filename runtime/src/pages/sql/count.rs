//! Counting all rows, as far as it is worth it.

use super::{
    Engine, Rows, SqlError,
    engine::sealed::Running,
    keyset::{any_beyond, terms},
};
use crate::pages::{Count, KeyValue, Mode, Page, Sortable, Total};

impl<DB: Engine, T: Sortable> Rows<DB, T> {
    /// A count that is kept.
    pub(super) fn known(&self, mark: Option<i64>) -> Option<Total> {
        let (counts, key) = self.cached.as_ref()?;
        let (number, age) = counts.get(key, mark)?;
        Some(Total::Cached { number, age })
    }

    /// The total of a page, of which the statement may have `counted` all rows.
    pub(super) async fn total(
        &self,
        on: &mut Running<DB>,
        page: &Page<T>,
        counted: Option<u64>,
        keys: Option<&[KeyValue<'static>]>,
        mark: Option<i64>,
    ) -> Result<Total, SqlError> {
        if let Some(total) = counted {
            return Ok(self.keep(total, mark));
        }
        match page.facts.window.count {
            Count::None => Ok(Total::Unknown),
            Count::Estimated => {
                let mut query = self.with_front(DB::EXPLAIN, mark);
                query.push("SELECT * FROM folio_rows");
                let rows = DB::estimate(on, query).await?;
                Ok(rows.map_or(Total::Unknown, Total::Estimated))
            }
            Count::Capped => self.capped(on, mark).await,
            Count::Exact => match self.known(mark) {
                Some(total) => Ok(total),
                None if page.is_empty() && !page.has_next() => {
                    self.counted(on, page, keys, mark).await
                }
                // Counting took too long.
                None => Ok(seen(page)),
            },
        }
    }

    fn keep(&self, total: u64, mark: Option<i64>) -> Total {
        if let Some((counts, key)) = &self.cached {
            counts.put(key, mark, total);
        }
        Total::Exact(total)
    }

    async fn capped(&self, on: &mut Running<DB>, mark: Option<i64>) -> Result<Total, SqlError> {
        let mut query = self.with(mark);
        query.push("SELECT count(*) AS folio_total FROM (SELECT 1 FROM folio_rows LIMIT ");
        let most = self.cap.saturating_add(1);
        DB::bind_number(&mut query, i64::try_from(most).unwrap_or(i64::MAX));
        query.push(") AS folio_capped");
        DB::push_waiting(&mut query, " WHERE ", &on.guard);
        let number = number::<DB>(&on.fetch(query).await?)?;
        Ok(if number > self.cap {
            Total::AtLeast(self.cap)
        } else {
            Total::Exact(number)
        })
    }

    /// The total of a page that has no row to say it: by a statement of its own, which also says whether
    /// the page is still empty, so that the total is one of the page's own moment.
    async fn counted(
        &self,
        on: &mut Running<DB>,
        page: &Page<T>,
        keys: Option<&[KeyValue<'static>]>,
        mark: Option<i64>,
    ) -> Result<Total, SqlError> {
        let window = &page.facts.window;
        if keys.is_none() && window.offset == 0 {
            // There is nothing on the page, and in front of it there can't be.
            return Ok(self.keep(0, mark));
        }
        let mut query = self.with(mark);
        query.push("SELECT ");
        self.push_total(&mut query);
        if let Some(keys) = keys {
            let terms = terms::<DB, T>(&self.sort, window.backward);
            query.push(", ");
            any_beyond(&mut query, &terms, keys);
            query.push(" AS folio_beyond");
        }
        DB::push_waiting(&mut query, " WHERE ", &on.guard);
        let rows = match self.budget {
            None => Some(on.fetch(query).await?),
            Some(budget) => DB::run_within(on, budget, query).await?,
        };
        let Some(rows) = rows else {
            return Ok(seen(page));
        };
        let total = number::<DB>(&rows)?;
        let beyond = match (keys, rows.first()) {
            (Some(_), Some(row)) => DB::truth(row, "folio_beyond")?,
            _ => total > window.offset,
        };
        Ok(if beyond {
            // Rows came meanwhile.
            seen(page)
        } else {
            self.keep(total, mark)
        })
    }

    /// Writes how many rows there are. `SQLite` counts by `count(*)` without ever looking whether time is
    /// up, so it is not taken where there is a limit; it takes a hundredth of the time.
    pub(super) fn push_total(&self, query: &mut sqlx::QueryBuilder<DB>) {
        let count = match self.budget {
            None => "(SELECT count(*) FROM folio_rows) AS folio_total",
            Some(_) => "(SELECT count(1) FROM folio_rows) AS folio_total",
        };
        query.push(count);
    }
}

/// What a page alone says of the total.
fn seen<T>(page: &Page<T>) -> Total {
    let facts = &page.facts;
    let before = match facts.window.mode {
        Mode::Cursor => u64::from(facts.has_previous),
        // A page beyond the end doesn't say how far.
        _ if page.is_empty() => 0,
        _ => facts.window.offset,
    };
    let seen = before.saturating_add(facts.length);
    Total::AtLeast(seen.saturating_add(u64::from(facts.has_next)))
}

fn number<DB: Engine>(rows: &[DB::Row]) -> Result<u64, SqlError> {
    let number = rows.first().map(|row| DB::number(row, "folio_total"));
    let number = number.transpose()?.flatten().unwrap_or_default();
    Ok(u64::try_from(number).unwrap_or_default())
}
