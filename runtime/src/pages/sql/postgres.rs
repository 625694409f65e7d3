//! PostgreSQL.

use std::time::Duration;

use serde_json::Value;
use sqlx::{
    PgConnection, Pool, Postgres, QueryBuilder, Row, TypeInfo, ValueRef, error::DatabaseError,
    pool::PoolConnection, postgres::PgConnectOptions,
};

use super::{
    Engine,
    engine::sealed::{self, Answer, Running, each},
};
use crate::pages::{KeyKind, KeyShape, KeyValue, cursor::plain};

/// Options of a pool whose queries end soon after nobody waits for them: the server looks every half
/// second whether the client is still there (`client_connection_check_interval`), and ends by itself
/// what takes longer than `timeout` (`statement_timeout`).
///
/// Requests that are left or time out close their connection while a query runs on it; without these
/// options the server would go on to the query's end.
///
/// They need PostgreSQL 14 or later, on an operating system where the server can look (Linux, macOS and
/// others, not Windows). A pooler in between may refuse `options` of a connection, as `PgBouncer` does unless
/// `ignore_startup_parameters` says otherwise: there they are for the server's own configuration, or
/// `ALTER ROLE … SET`.
#[must_use]
pub fn cancelling(options: PgConnectOptions, timeout: Duration) -> PgConnectOptions {
    let timeout = format!("{}ms", timeout.as_millis().max(1));
    options.options([
        ("client_connection_check_interval", "500ms"),
        ("statement_timeout", timeout.as_str()),
    ])
}

impl Engine for Postgres {}

impl sealed::Engine for Postgres {
    const BY_CODE_POINT: &'static str = "C";
    const FINDS_TUPLES: bool = true;
    const KNOWS_EXPRESSIONS: bool = true;
    /// It does only where each has an order and a limit of its own.
    const MERGES: bool = false;
    const EXPLAIN: &'static str = "EXPLAIN (FORMAT JSON) ";
    type Guard = ();

    async fn begin(pool: &Pool<Self>) -> Answer<Running<Self>> {
        Ok(Running::new(pool.acquire().await?, ()))
    }

    /// The server looks by itself whether anybody waits.
    fn push_waiting(_: &mut QueryBuilder<Self>, _: &str, (): &()) {}

    async fn run(
        connection: &mut PgConnection,
        mut query: QueryBuilder<Self>,
        keep: bool,
        taken: impl FnMut(Self::Row) -> Answer<()> + Send,
    ) -> Answer<()> {
        each(query.build().persistent(keep).fetch(connection), taken).await
    }

    async fn run_within(
        on: &mut Running<Self>,
        time: Duration,
        query: QueryBuilder<Self>,
    ) -> Answer<Option<Vec<Self::Row>>> {
        let time = time.as_millis().clamp(1, 1 << 30);
        on.altered = true;
        // For one transaction, which poolers keep on one connection, and never longer than a statement
        // may take anyway.
        on.fetch_once(QueryBuilder::new("BEGIN")).await?;
        on.fetch_once(QueryBuilder::new(format!(
            "SELECT set_config('statement_timeout', CASE WHEN own BETWEEN 1 AND {time} \
             THEN own ELSE {time} END::text, true) FROM (SELECT (1000 * extract(epoch FROM \
             current_setting('statement_timeout')::interval))::bigint AS own) AS folio_own"
        )))
        .await?;
        let rows = on.fetch(query).await;
        let end = if rows.is_ok() { "COMMIT" } else { "ROLLBACK" };
        on.fetch_once(QueryBuilder::new(end)).await?;
        on.altered = false;
        match rows {
            Ok(rows) => Ok(Some(rows)),
            Err(error) if was_ended(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The server ends a query whose client is gone; see [`cancelling`].
    fn abandon(mut connection: PoolConnection<Self>, (): &()) {
        connection.close_on_drop();
    }

    /// Texts are compared as `text` whatever they are, since `citext` and others have an order of their
    /// own. A cast that changes nothing takes no index away.
    fn compared(expression: &str, kind: KeyKind, computed: bool) -> String {
        let expression = match (computed, kind) {
            (true, _) => format!("({expression})"),
            (false, KeyKind::Text) => expression.to_owned(),
            (false, _) => return expression.to_owned(),
        };
        let name = match kind {
            KeyKind::Bool => "boolean",
            KeyKind::Int | KeyKind::Uint => "bigint",
            KeyKind::Float => "double precision",
            KeyKind::Bytes => "bytea",
            KeyKind::Text => "text",
            kind => cast(kind).unwrap_or("text"),
        };
        format!("CAST({expression} AS {name})")
    }

    fn selected(compared: &str, kind: KeyKind) -> String {
        if Self::is_native(kind) {
            compared.to_owned()
        } else {
            format!("CAST({compared} AS text)")
        }
    }

    /// `character(n)`, which is read with its blanks and is a `text` without them.
    fn is_padded(row: &Self::Row, column: &str) -> bool {
        let value = row.try_get_raw(column);
        value.is_ok_and(|value| value.type_info().name() == "CHAR")
    }

    fn key(row: &Self::Row, column: &str, kind: KeyKind) -> Answer<KeyValue<'static>> {
        let key = match kind {
            KeyKind::Bool => row.try_get::<Option<bool>, _>(column)?.map(KeyValue::Bool),
            KeyKind::Int | KeyKind::Uint => {
                row.try_get::<Option<i64>, _>(column)?.map(KeyValue::Int)
            }
            KeyKind::Float => row.try_get::<Option<f64>, _>(column)?.map(KeyValue::Float),
            KeyKind::Bytes => {
                let bytes: Option<Vec<u8>> = row.try_get(column)?;
                bytes.map(|bytes| KeyValue::Bytes(bytes.into()))
            }
            _ => {
                let text: Option<String> = row.try_get(column)?;
                text.map(|text| exact(text, kind))
            }
        };
        Ok(key.unwrap_or(KeyValue::Null))
    }

    fn is_read_as(kind: KeyKind, column: KeyKind) -> bool {
        match column {
            KeyKind::Uint => kind == KeyKind::Int || kind == KeyKind::Uint,
            column if Self::is_native(column) => kind == column,
            column => kind == KeyKind::Text || kind == column,
        }
    }

    fn bind(query: &mut QueryBuilder<Self>, value: &KeyValue<'_>, kind: KeyKind) {
        match value {
            KeyValue::Bool(value) => query.push_bind(*value),
            KeyValue::Int(value) => query.push_bind(*value),
            KeyValue::Uint(value) => query.push_bind(i64::try_from(*value).unwrap_or(i64::MAX)),
            KeyValue::Float(value) => query.push_bind(*value),
            KeyValue::Bytes(bytes) => query.push_bind(bytes.clone().into_owned()),
            KeyValue::Decimal(text) | KeyValue::Text(text) => {
                bind_text(query, text.clone().into_owned(), kind)
            }
            KeyValue::Null
            | KeyValue::Uuid(_)
            | KeyValue::Date(_)
            | KeyValue::Time(_)
            | KeyValue::DateTime(_)
            | KeyValue::Timestamp(_) => match plain::write(value) {
                Some(Value::String(text)) => bind_text(query, text, kind),
                // All of these have a text.
                _ => query.push("NULL"),
            },
        };
    }

    fn bind_number(query: &mut QueryBuilder<Self>, number: i64) {
        query.push_bind(number);
    }

    /// The others are read back as the texts PostgreSQL writes.
    fn is_native(kind: KeyKind) -> bool {
        matches!(
            kind,
            KeyKind::Bool
                | KeyKind::Int
                | KeyKind::Uint
                | KeyKind::Float
                | KeyKind::Text
                | KeyKind::Bytes
        )
    }

    fn number(row: &Self::Row, column: &str) -> Answer<Option<i64>> {
        row.try_get(column)
    }

    fn truth(row: &Self::Row, column: &str) -> Answer<bool> {
        row.try_get(column)
    }

    async fn estimate(on: &mut Running<Self>, query: QueryBuilder<Self>) -> Answer<Option<u64>> {
        let plan = plan(on, query).await?;
        Ok(plan["Plan Rows"]
            .as_f64()
            .filter(|rows| *rows >= 0.0)
            .map(|rows| {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a float beyond the numbers becomes the greatest of them"
                )]
                let rows = rows as u64;
                rows
            }))
    }

    async fn uses_index(
        on: &mut Running<Self>,
        query: QueryBuilder<Self>,
        found: bool,
    ) -> Answer<bool> {
        // Small tables are read whole and sorted, whatever indexes there are, unless that seems dear.
        on.altered = true;
        for setting in ["enable_seqscan", "enable_sort", "enable_incremental_sort"] {
            on.fetch_once(QueryBuilder::new(format!("SET {setting} = off")))
                .await?;
        }
        let plan = plan(on, query).await?;
        let sorted = |node: &Value| {
            let kind = node["Node Type"].as_str().unwrap_or_default();
            kind.ends_with("Sort")
        };
        let searched = |node: &Value| node["Index Cond"].is_string();
        Ok(!any(&plan, &sorted) && (any(&plan, &searched) || !found))
    }
}

/// Whether an error says that a query was ended before it was done.
fn was_ended(error: &sqlx::Error) -> bool {
    /// `query_canceled`.
    const CANCELED: &str = "57014";
    let database = error.as_database_error();
    let code = database.and_then(DatabaseError::code);
    code.is_some_and(|code| code == CANCELED)
}

/// A key out of the text that PostgreSQL writes, by its kind where it is one of those that Folio writes
/// in the same way, and as it is otherwise, such as `infinity`.
fn exact(text: String, kind: KeyKind) -> KeyValue<'static> {
    let moment = match kind {
        KeyKind::Timestamp => text.strip_suffix("+00").map(|text| format!("{text}Z")),
        _ => None,
    };
    let written = moment.as_ref().unwrap_or(&text);
    let written = match kind {
        KeyKind::DateTime | KeyKind::Timestamp => written.replacen(' ', "T", 1),
        _ => written.clone(),
    };
    let shape = KeyShape {
        kind,
        nullable: false,
    };
    match plain::read(&written, shape) {
        Ok(Some(key)) => key,
        _ => KeyValue::Text(text.into()),
    }
}

fn bind_text(
    query: &mut QueryBuilder<Postgres>,
    text: String,
    kind: KeyKind,
) -> &mut QueryBuilder<Postgres> {
    match cast(kind) {
        Some(name) => query
            .push("CAST(")
            .push_bind(text)
            .push(" AS ")
            .push(name)
            .push(")"),
        None => query.push_bind(text),
    }
}

/// What a key is bound as that is read as a text.
fn cast(kind: KeyKind) -> Option<&'static str> {
    Some(match kind {
        KeyKind::Decimal => "numeric",
        KeyKind::Uuid => "uuid",
        KeyKind::Date => "date",
        KeyKind::Time => "time",
        KeyKind::DateTime => "timestamp",
        KeyKind::Timestamp => "timestamptz",
        _ => return None,
    })
}

/// How PostgreSQL would run a query.
async fn plan(on: &mut Running<Postgres>, query: QueryBuilder<Postgres>) -> Answer<Value> {
    let rows = on.fetch_once(query).await?;
    let Some(row) = rows.first() else {
        return Ok(Value::Null);
    };
    let text: String = row.try_get_unchecked(0)?;
    let mut plan: Value =
        serde_json::from_str(&text).map_err(|error| sqlx::Error::Decode(error.into()))?;
    Ok(plan[0]["Plan"].take())
}

/// Whether something holds anywhere in a plan.
fn any(plan: &Value, holds: &dyn Fn(&Value) -> bool) -> bool {
    let mut below = plan["Plans"].as_array().into_iter().flatten();
    holds(plan) || below.any(|plan| any(plan, holds))
}
