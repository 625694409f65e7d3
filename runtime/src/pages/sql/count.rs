//! Counting all rows, as far as it is worth it.

use super::{Engine, Rows, SqlError, engine::sealed::Running};
use crate::pages::{Count, Page, Sortable, Total};

impl<DB: Engine, T: Sortable> Rows<DB, T> {
    /// A count that is kept.
    pub(super) fn known(&self) -> Option<Total> {
        let (counts, key) = self.cached.as_ref()?;
        let (number, age) = counts.get(key)?;
        Some(Total::Cached { number, age })
    }

    /// The total of a page, of which the statement may have `counted` all rows.
    pub(super) async fn total(
        &self,
        on: &mut Running<DB>,
        page: &Page<T>,
        counted: Option<u64>,
        mark: Option<i64>,
    ) -> Result<Total, SqlError> {
        let window = &page.facts.window;
        if let Some(total) = counted {
            return Ok(self.keep(total));
        }
        match window.count {
            Count::None => Ok(Total::Unknown),
            Count::Estimated => {
                let mut query = self.with_front(DB::EXPLAIN, mark);
                query.push("SELECT * FROM folio_rows");
                let rows = DB::estimate(on, query).await?;
                Ok(rows.map_or(Total::Unknown, Total::Estimated))
            }
            Count::Capped => self.capped(on, mark).await,
            Count::Exact => match self.known() {
                Some(total) => Ok(total),
                None if page.is_empty() => self.counted(on, mark).await,
                // Counting took too long.
                None => Ok(seen(page)),
            },
        }
    }

    fn keep(&self, total: u64) -> Total {
        if let Some((counts, key)) = &self.cached {
            counts.put(key, total);
        }
        Total::Exact(total)
    }

    async fn capped(&self, on: &mut Running<DB>, mark: Option<i64>) -> Result<Total, SqlError> {
        let mut query = self.with(mark);
        query.push("SELECT count(*) AS folio_total FROM (SELECT 1 FROM folio_rows LIMIT ");
        let most = self.cap.saturating_add(1);
        DB::bind_number(&mut query, i64::try_from(most).unwrap_or(i64::MAX));
        query.push(") AS folio_capped");
        let number = number::<DB>(&on.fetch(query).await?)?;
        Ok(if number > self.cap {
            Total::AtLeast(self.cap)
        } else {
            Total::Exact(number)
        })
    }

    /// A statement of its own, where a page has no row to say it.
    async fn counted(&self, on: &mut Running<DB>, mark: Option<i64>) -> Result<Total, SqlError> {
        let mut query = self.with(mark);
        query.push("SELECT count(*) AS folio_total FROM folio_rows");
        let rows = match self.budget {
            None => Some(on.fetch(query).await?),
            Some(budget) => DB::run_within(on, budget, query).await?,
        };
        let Some(rows) = rows else {
            return Ok(Total::Unknown);
        };
        Ok(self.keep(number::<DB>(&rows)?))
    }
}

/// What a page alone says of the total.
fn seen<T>(page: &Page<T>) -> Total {
    let facts = &page.facts;
    let before = if facts.window.mode == crate::pages::Mode::Cursor {
        u64::from(facts.has_previous)
    } else {
        facts.window.offset
    };
    let seen = before.saturating_add(facts.length);
    Total::AtLeast(seen.saturating_add(u64::from(facts.has_next)))
}

fn number<DB: Engine>(rows: &[DB::Row]) -> Result<u64, SqlError> {
    let number = rows.first().map(|row| DB::number(row, "folio_total"));
    let number = number.transpose()?.flatten().unwrap_or_default();
    Ok(u64::try_from(number).unwrap_or_default())
}
