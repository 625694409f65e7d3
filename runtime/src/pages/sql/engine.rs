//! What differs between the databases: names of types, how values are bound and read, and what ends a
//! query that nobody waits for any more.

use std::{
    future::{Future, poll_fn},
    pin::Pin,
    time::Duration,
};

use futures_core::Stream;
use sqlx::{Database, Pool, QueryBuilder, pool::PoolConnection};

use crate::pages::{KeyKind, KeyValue};

/// A database that lists can be paged in: [`Sqlite`](sqlx::Sqlite), [`Postgres`](sqlx::Postgres).
pub trait Engine: Database + Sized + sealed::Engine {}

pub(super) mod sealed {
    use super::{
        Database, Duration, Future, KeyKind, KeyValue, Pin, Pool, PoolConnection, QueryBuilder,
        Stream, poll_fn,
    };

    /// Result of what a database was asked.
    pub(in crate::pages::sql) type Answer<T> = Result<T, sqlx::Error>;

    /// Takes what a stream gives, until it fails or is done.
    pub(in crate::pages::sql) async fn each<R>(
        mut rows: Pin<Box<dyn Stream<Item = Answer<R>> + Send + '_>>,
        mut taken: impl FnMut(R) -> Answer<()>,
    ) -> Answer<()> {
        while let Some(row) = poll_fn(|cx| rows.as_mut().poll_next(cx)).await {
            taken(row?)?;
        }
        Ok(())
    }

    pub trait Engine: Database + Sized {
        /// The collation that orders texts by code point.
        const BY_CODE_POINT: &'static str;

        /// Whether an index finds `(a, b) > (1, 2)`, whatever `a` and `b` are.
        const FINDS_TUPLES: bool;

        /// Whether nothing is sorted by an expression that equals a value.
        const KNOWS_EXPRESSIONS: bool;

        /// Whether queries joined by `UNION ALL` are merged in the order of the whole, as far as its limit
        /// goes, instead of sorted.
        const MERGES: bool;

        /// What ends a query while it runs.
        type Guard: Send;

        /// A connection to run queries on.
        fn begin(pool: &Pool<Self>) -> impl Future<Output = Answer<Running<Self>>> + Send;

        /// Writes into a statement, behind `WHERE` or `AND`, what ends it where it is no longer waited for.
        fn push_waiting(query: &mut QueryBuilder<Self>, before: &str, guard: &Self::Guard);

        /// Runs a query, and keeps it prepared where it will be run again. Each row is `taken` as it comes.
        fn run(
            connection: &mut Self::Connection,
            query: QueryBuilder<Self>,
            keep: bool,
            taken: impl FnMut(Self::Row) -> Answer<()> + Send,
        ) -> impl Future<Output = Answer<()>> + Send;

        /// Runs a query for so long at most; none where it takes longer.
        fn run_within(
            on: &mut Running<Self>,
            time: Duration,
            query: QueryBuilder<Self>,
        ) -> impl Future<Output = Answer<Option<Vec<Self::Row>>>> + Send;

        /// Ends the query that runs on a connection, and sees to the connection.
        fn abandon(connection: PoolConnection<Self>, guard: &Self::Guard);

        /// What a column is ordered and compared as: where a database makes its values they are of the
        /// type that they are read back and bound as, so that nothing is rounded in between.
        fn compared(expression: &str, kind: KeyKind, computed: bool) -> String;

        /// The same as a column that is read back exactly: what it is selected as.
        fn selected(compared: &str, kind: KeyKind) -> String;

        /// Whether blanks stand behind the text of a column that its comparisons don't see.
        fn is_padded(row: &Self::Row, column: &str) -> bool;

        /// Reads such a column.
        fn key(row: &Self::Row, column: &str, kind: KeyKind) -> Answer<KeyValue<'static>>;

        /// Whether a value of a kind can be read from such a column.
        fn is_read_as(kind: KeyKind, column: KeyKind) -> bool;

        /// Binds a key that was read so, or is of a kind that needs no such column.
        fn bind(query: &mut QueryBuilder<Self>, value: &KeyValue<'_>, kind: KeyKind);

        /// Binds a whole number.
        fn bind_number(query: &mut QueryBuilder<Self>, number: i64);

        /// Whether keys of a kind are read back exactly from the record itself.
        fn is_native(kind: KeyKind) -> bool;

        /// Reads a whole number; none where it is null.
        fn number(row: &Self::Row, column: &str) -> Answer<Option<i64>>;

        /// Reads a truth.
        fn truth(row: &Self::Row, column: &str) -> Answer<bool>;

        /// What stands in front of a query to have it planned instead of run.
        const EXPLAIN: &'static str;

        /// How many rows the plan of a query has; none where the database doesn't say.
        fn estimate(
            on: &mut Running<Self>,
            query: QueryBuilder<Self>,
        ) -> impl Future<Output = Answer<Option<u64>>> + Send;

        /// Whether a query is read off an index in its order, as its plan says, and found there where
        /// `found` says so.
        fn uses_index(
            on: &mut Running<Self>,
            query: QueryBuilder<Self>,
            found: bool,
        ) -> impl Future<Output = Answer<bool>> + Send;
    }

    /// A connection, on which a query is ended when nobody waits for it any more.
    pub struct Running<DB: Engine> {
        connection: Option<PoolConnection<DB>>,
        pub(in crate::pages::sql) guard: DB::Guard,
        busy: bool,
        /// Whether something is set on it that others don't expect.
        pub(in crate::pages::sql) altered: bool,
    }

    impl<DB: Engine> Running<DB> {
        pub(in crate::pages::sql) fn new(connection: PoolConnection<DB>, guard: DB::Guard) -> Self {
            Running {
                connection: Some(connection),
                guard,
                busy: false,
                altered: false,
            }
        }

        /// Runs a query, which is kept prepared.
        pub(in crate::pages::sql) async fn fetch(
            &mut self,
            query: QueryBuilder<DB>,
        ) -> Answer<Vec<DB::Row>> {
            self.collected(query, true).await
        }

        /// The same, of which each row is `taken` as it comes, while the database makes the next one.
        pub(in crate::pages::sql) async fn fetch_each(
            &mut self,
            query: QueryBuilder<DB>,
            taken: impl FnMut(DB::Row) -> Answer<()> + Send,
        ) -> Answer<()> {
            self.run(query, true, taken).await
        }

        /// Runs a query that has to be prepared anew each time, such as one that asks for a plan: what
        /// is kept prepared has the plan of back then.
        pub(in crate::pages::sql) async fn fetch_once(
            &mut self,
            query: QueryBuilder<DB>,
        ) -> Answer<Vec<DB::Row>> {
            self.collected(query, false).await
        }

        async fn collected(&mut self, query: QueryBuilder<DB>, keep: bool) -> Answer<Vec<DB::Row>> {
            let mut rows = Vec::new();
            let taken = |row| {
                rows.push(row);
                Ok(())
            };
            self.run(query, keep, taken).await?;
            Ok(rows)
        }

        async fn run(
            &mut self,
            query: QueryBuilder<DB>,
            keep: bool,
            mut taken: impl FnMut(DB::Row) -> Answer<()> + Send,
        ) -> Answer<()> {
            let connection = self.connection.as_mut().ok_or(sqlx::Error::PoolClosed)?;
            self.busy = true;
            // Where a row is not taken, the query goes on although nobody waits for it.
            let mut refused = false;
            let taken = |row| taken(row).inspect_err(|_| refused = true);
            let end = DB::run(connection, query, keep, taken).await;
            self.busy = refused;
            end
        }
    }

    impl<DB: Engine> Drop for Running<DB> {
        fn drop(&mut self) {
            let Some(mut connection) = self.connection.take() else {
                return;
            };
            if self.altered {
                connection.close_on_drop();
            }
            if self.busy {
                DB::abandon(connection, &self.guard);
            }
        }
    }
}
