//! SQLite.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use sqlx::{
    Execute, Pool, QueryBuilder, Row, Sqlite, SqliteConnection, TypeInfo, ValueRef,
    error::DatabaseError, pool::PoolConnection,
};

use super::{
    Engine,
    engine::sealed::{self, Answer, Running, each},
    waiting::{Waiting, is_unwatched, watch},
};
use crate::pages::{KeyKind, KeyValue};

impl Engine for Sqlite {}

impl sealed::Engine for Sqlite {
    const BY_CODE_POINT: &'static str = "BINARY";
    /// It reads all rows of `a = 1` where `b` is the key that the table itself is kept by, and all in front
    /// where one is an expression or has a collation.
    const FINDS_TUPLES: bool = false;
    const KNOWS_EXPRESSIONS: bool = false;
    const MERGES: bool = true;
    const EXPLAIN: &'static str = "EXPLAIN QUERY PLAN ";

    type Guard = Arc<Waiting>;

    async fn begin(pool: &Pool<Self>) -> Answer<Running<Self>> {
        Ok(Running::new(pool.acquire().await?, Waiting::begin()))
    }

    fn push_waiting(query: &mut QueryBuilder<Self>, before: &str, waiting: &Arc<Waiting>) {
        query.push(before);
        waiting.write(query);
    }

    async fn run(
        connection: &mut SqliteConnection,
        mut query: QueryBuilder<Self>,
        keep: bool,
        mut taken: impl FnMut(Self::Row) -> Answer<()> + Send,
    ) -> Answer<()> {
        let sql = query.sql();
        let arguments = query.build().take_arguments();
        let arguments = arguments.map_err(sqlx::Error::Encode)?.unwrap_or_default();
        let first = sqlx::query_with(sql.clone(), arguments.clone()).persistent(keep);
        match each(first.fetch(&mut *connection), &mut taken).await {
            Err(error) if is_unwatched(&error) => {
                watch(connection).await?;
                let again = sqlx::query_with(sql, arguments).persistent(keep);
                each(again.fetch(connection), taken).await
            }
            end => end,
        }
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

    /// Nobody else runs a query there before it is watched anew: it would be ended too.
    fn abandon(mut connection: PoolConnection<Self>, waiting: &Arc<Waiting>) {
        waiting.leave();
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            connection.close_on_drop();
            return;
        };
        // It is still to be found where the query has not yet begun.
        let waiting = Arc::clone(waiting);
        runtime.spawn(async move {
            let watched = watch(&mut connection).await;
            drop(waiting);
            if watched.is_err() {
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

    /// Where `ANALYZE` was run, a parameter that an index is searched by makes SQLite prepare the statement anew
    /// with each value, to weigh its plan by that. The plan of a page is the same for all of them, and what a function gives is
    /// not weighed.
    fn bind(query: &mut QueryBuilder<Self>, value: &KeyValue<'_>, _: KeyKind) {
        query.push("nullif(");
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
        query.push(", NULL)");
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
