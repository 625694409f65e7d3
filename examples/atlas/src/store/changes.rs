//! Changing cities: each change is told to all who listen once it is committed.

use folio::{LastEventId, Replay, Subscription};
use sqlx::{QueryBuilder, Row};
use tokio::sync::Mutex;

use super::{Store, StoreError, cities::CITIES, each, rows::bind_city};
use crate::change::Change;
use crate::city::{City, NewCity};

const DELETE: &str = "DELETE FROM cities WHERE id = $1";

/// How many changes are kept for those who come back.
const KEPT: usize = 1000;

/// The changes that were made through this store.
#[derive(Debug)]
pub(super) struct Changes {
    replay: Replay<Change>,
    /// Held from before a commit until the change is told. Nobody sees what another one committed before
    /// it may be told, so changes of a city are told in the order they were made in.
    order: Mutex<()>,
}

impl Changes {
    pub(super) fn new() -> Self {
        Changes {
            replay: Replay::new(KEPT),
            order: Mutex::default(),
        }
    }

    fn tell(&self, change: &Change) {
        if let Err(error) = self.replay.publish(change) {
            tracing::error!(error, "a change can't be told");
        }
    }
}

/// Does work to its end even if nobody waits for it any more: what is committed is told as well.
async fn whole<T, E>(work: impl Future<Output = Result<T, E>> + Send + 'static) -> Result<T, E>
where
    T: Send + 'static,
    E: From<sqlx::Error> + Send + 'static,
{
    let done = tokio::spawn(work).await;
    done.unwrap_or_else(|_| Err(sqlx::Error::WorkerCrashed.into()))
}

impl Store {
    /// The changes from now on, after those that a client missed.
    pub(crate) fn changes(&self, last: &LastEventId) -> Subscription<Change> {
        self.changes.replay.subscribe(last)
    }

    /// The id of the last change.
    pub(crate) fn last_change(&self) -> LastEventId {
        self.changes.replay.last_id()
    }

    /// Adds a city and gives it an identifier.
    pub(crate) async fn insert(&self, city: NewCity) -> Result<City, StoreError> {
        let store = self.clone();
        whole(async move {
            each!(store, |pool, sql| {
                let mut tx = pool.begin_with(sql::BEGIN).await?;
                let query = bind_city(sqlx::query(sql::INSERT), &city)?;
                let id: i64 = query.fetch_one(&mut *tx).await?.try_get(0)?;
                let _order = store.changes.order.lock().await;
                tx.commit().await?;
                // Both count up from the largest identifier ever used, and all of those are positive.
                let city = city.with_id(id.unsigned_abs());
                store.changes.tell(&Change::Added(city.clone()));
                Ok(city)
            })
        })
        .await
    }

    /// Gives an existing city the contents that `change` makes of those it has, unless that refuses.
    pub(crate) async fn update<E: From<sqlx::Error> + Send + 'static>(
        &self,
        id: u64,
        change: impl FnOnce(City) -> Result<NewCity, E> + Send + 'static,
    ) -> Result<Option<City>, E> {
        let Ok(key) = i64::try_from(id) else {
            return Ok(None);
        };
        let store = self.clone();
        whole(async move {
            each!(store, |pool, sql| {
                let mut tx = pool.begin_with(sql::BEGIN).await?;
                let mut held = QueryBuilder::new(CITIES);
                held.push(" WHERE id = ").push_bind(key).push(sql::HOLD);
                let Some(current) = held.build_query_as().fetch_optional(&mut *tx).await? else {
                    return Ok(None);
                };
                let city = change(current)?;
                let query = bind_city(sqlx::query(sql::UPDATE), &city)?.bind(key);
                query.execute(&mut *tx).await?;
                let _order = store.changes.order.lock().await;
                tx.commit().await?;
                let city = city.with_id(id);
                store.changes.tell(&Change::Changed(city.clone()));
                Ok(Some(city))
            })
        })
        .await
    }

    /// Removes a city, unless `check` refuses; false if there is none with this identifier.
    pub(crate) async fn delete<E: From<sqlx::Error> + Send + 'static>(
        &self,
        id: u64,
        check: impl FnOnce(&City) -> Result<(), E> + Send + 'static,
    ) -> Result<bool, E> {
        let Ok(key) = i64::try_from(id) else {
            return Ok(false);
        };
        let store = self.clone();
        whole(async move {
            each!(store, |pool, sql| {
                let mut tx = pool.begin_with(sql::BEGIN).await?;
                let mut held = QueryBuilder::new(CITIES);
                held.push(" WHERE id = ").push_bind(key).push(sql::HOLD);
                let Some(current) = held.build_query_as().fetch_optional(&mut *tx).await? else {
                    return Ok(false);
                };
                check(&current)?;
                sqlx::query(DELETE).bind(key).execute(&mut *tx).await?;
                let _order = store.changes.order.lock().await;
                tx.commit().await?;
                store.changes.tell(&Change::Removed { id });
                Ok(true)
            })
        })
        .await
    }
}
