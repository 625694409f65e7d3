//! SQLite.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use sqlx::{
    Pool, QueryBuilder, Row, Sqlite, SqliteConnection, TypeInfo, ValueRef, error::DatabaseError,
    pool::PoolConnection,
};

use super::{
    Engine,
    engine::sealed::{self, Answer, RowStream, Running},
};
use crate::pages::{KeyKind, KeyValue};

/// After how many instructions of SQLite's machine it is looked whether anybody waits.
const INSTRUCTIONS: i32 = 10_000;

/// Whether anybody waits for a query, and until when.
#[derive(Debug, Default)]
pub struct Waiting {
    nobody: AtomicBool,
    until: Mutex<Option<Instant>>,
}

impl Waiting {
    fn until(&self, end: Option<Instant>) {
        *self.until.lock().unwrap_or_else(PoisonError::into_inner) = end;
    }

    fn goes_on(&self) -> bool {
        let until = *self.until.lock().unwrap_or_else(PoisonError::into_inner);
        !self.nobody.load(Ordering::Relaxed) && until.is_none_or(|end| Instant::now() < end)
    }
}

impl Engine for Sqlite {}

impl sealed::Engine for Sqlite {
    const BY_CODE_POINT: &'static str = "BINARY";
    /// It looks for columns alone, and reads all rows in front of others.
    const KNOWS_EXPRESSIONS: bool = false;
    const MERGES: bool = true;
    const EXPLAIN: &'static str = "EXPLAIN QUERY PLAN ";

    type Guard = Arc<Waiting>;

    async fn begin(pool: &Pool<Self>) -> Answer<Running<Self>> {
        let mut connection = pool.acquire().await?;
        let waiting = Arc::new(Waiting::default());
        let seen = Arc::clone(&waiting);
        let mut handle = connection.lock_handle().await?;
        handle.set_progress_handler(INSTRUCTIONS, move || seen.goes_on());
        drop(handle);
        Ok(Running::new(connection, waiting))
    }

    fn run<'q>(
        connection: &'q mut SqliteConnection,
        query: &'q mut QueryBuilder<Self>,
        keep: bool,
    ) -> RowStream<'q, Self> {
        query.build().persistent(keep).fetch(connection)
    }

    async fn run_within(
        on: &mut Running<Self>,
        time: Duration,
        query: QueryBuilder<Self>,
    ) -> Answer<Option<Vec<Self::Row>>> {
        on.guard.until(Instant::now().checked_add(time));
        let rows = on.fetch(query).await;
        on.guard.until(None);
        match rows {
            Ok(rows) => Ok(Some(rows)),
            Err(error) if was_ended(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The handler is taken off before anybody else runs a query there.
    fn abandon(mut connection: PoolConnection<Self>, waiting: &Arc<Waiting>) {
        waiting.nobody.store(true, Ordering::Relaxed);
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            connection.close_on_drop();
            return;
        };
        runtime.spawn(async move {
            let removed = match connection.lock_handle().await {
                Ok(mut handle) => {
                    handle.remove_progress_handler();
                    true
                }
                Err(_) => false,
            };
            if !removed {
                connection.close_on_drop();
            }
        });
    }

    fn compared(expression: &str, _: KeyKind, computed: bool) -> String {
        if computed {
            format!("({expression})")
        } else {
            expression.to_owned()
        }
    }

    fn selected(compared: &str, _: KeyKind) -> String {
        compared.to_owned()
    }

    fn is_padded(_: &Self::Row, _: &str) -> bool {
        false
    }

    /// As it is stored: what is compared, whatever type the record reads it as.
    fn key(row: &Self::Row, column: &str, _: KeyKind) -> Answer<KeyValue<'static>> {
        let raw = row.try_get_raw(column)?;
        if raw.is_null() {
            return Ok(KeyValue::Null);
        }
        let kind = raw.type_info().name().to_owned();
        Ok(match &*kind {
            "INTEGER" | "BOOLEAN" => KeyValue::Int(row.try_get_unchecked(column)?),
            "REAL" => KeyValue::Float(row.try_get_unchecked(column)?),
            "BLOB" => KeyValue::Bytes(row.try_get_unchecked::<Vec<u8>, _>(column)?.into()),
            _ => KeyValue::Text(row.try_get_unchecked::<String, _>(column)?.into()),
        })
    }

    fn is_read_as(kind: KeyKind, _: KeyKind) -> bool {
        matches!(
            kind,
            KeyKind::Int | KeyKind::Float | KeyKind::Text | KeyKind::Bytes
        )
    }

    fn bind(query: &mut QueryBuilder<Self>, value: &KeyValue<'_>, _: KeyKind) {
        match value {
            KeyValue::Null => query.push("NULL"),
            KeyValue::Bool(value) => query.push_bind(*value),
            KeyValue::Int(value) => query.push_bind(*value),
            KeyValue::Uint(value) => query.push_bind(i64::try_from(*value).unwrap_or(i64::MAX)),
            KeyValue::Float(value) => query.push_bind(*value),
            KeyValue::Decimal(text) | KeyValue::Text(text) => {
                query.push_bind(text.clone().into_owned())
            }
            KeyValue::Bytes(bytes) => query.push_bind(bytes.clone().into_owned()),
            KeyValue::Uuid(bytes) => query.push_bind(bytes.to_vec()),
            KeyValue::Date(number) => query.push_bind(i64::from(*number)),
            KeyValue::Time(number) => query.push_bind(*number),
            KeyValue::DateTime(number) | KeyValue::Timestamp(number) => {
                query.push_bind(i64::try_from(*number).unwrap_or(i64::MAX))
            }
        };
    }

    fn bind_number(query: &mut QueryBuilder<Self>, number: i64) {
        query.push_bind(number);
    }

    /// The others are stored in any way a user likes, and an `f32` holds less than is stored.
    fn is_native(kind: KeyKind) -> bool {
        matches!(
            kind,
            KeyKind::Bool | KeyKind::Int | KeyKind::Uint | KeyKind::Text | KeyKind::Bytes
        )
    }

    fn number(row: &Self::Row, column: &str) -> Answer<Option<i64>> {
        row.try_get_unchecked(column)
    }

    fn truth(row: &Self::Row, column: &str) -> Answer<bool> {
        row.try_get_unchecked::<i64, _>(column)
            .map(|truth| truth != 0)
    }

    async fn estimate(_: &mut Running<Self>, _: QueryBuilder<Self>) -> Answer<Option<u64>> {
        Ok(None)
    }

    async fn uses_index(
        on: &mut Running<Self>,
        query: QueryBuilder<Self>,
        found: bool,
    ) -> Answer<bool> {
        let rows = on.fetch_once(query).await?;
        let mut searched = false;
        for row in &rows {
            let detail: String = row.try_get_unchecked("detail")?;
            if detail.contains("TEMP B-TREE") {
                return Ok(false);
            }
            searched |= detail.starts_with("SEARCH");
        }
        Ok(searched || !found)
    }
}

/// Whether an error says that a query was ended before it was done.
fn was_ended(error: &sqlx::Error) -> bool {
    /// `SQLITE_INTERRUPT`.
    const INTERRUPT: &str = "9";
    let database = error.as_database_error();
    let code = database.and_then(DatabaseError::code);
    code.is_some_and(|code| code == INTERRUPT)
}
