//! `Rows`: a query of which pages are read.

use std::{fmt, marker::PhantomData, sync::Arc, time::Duration};

use sqlx::{Pool, QueryBuilder};

use super::{CachedCounts, Engine};
use crate::pages::{Sort, Sortable};

/// Rows of a database in an order, of which a page is read when it is asked for: by keyset, number or
/// offset.
///
/// The query is the user's, with its own conditions, joins and bound values, and without an order. The
/// columns that [`Sort`] names stand among those it selects. One statement reads a page, however many
/// columns its order has and whichever way it is read. A second one runs where the first can't say all:
/// whether anything lies in front where the row of a cursor is gone, how many rows there are where a page
/// is empty, by [capped](Rows::count_cap) and estimated counts, and the page itself where
/// [counting](Rows::count_within) took too long.
///
/// A request that is left or takes too long ends its query: on `SQLite` at once (but for a plain
/// `count(*)`, which is not interrupted), on `PostgreSQL` soon after its connection is closed where the
/// pool has the options of [`cancelling`](super::cancelling), and not before the query ends by itself
/// where it has not. A connection of `SQLite` gets a progress handler and a collation named `folio_waiting` by
/// the first page that is read on it; where a program sets a progress handler of its own afterwards, queries
/// there run to their ends.
///
/// What an expression of the order gives may be null, whatever the type of its field; say
/// [`not_null`](trait@Sortable) where it never is, since an index of `PostgreSQL` has nulls on the other side.
/// `PostgreSQL` compares texts as `text`, so `citext` is ordered by its letters as any other text is, unless
/// the order has a collation that isn't.
///
/// `SQLite` compares what is stored: times as text are in order only where all have as many digits, such
/// as `2026-11-22T08:00:00.000000Z`, and whole numbers always are. Cursors of such columns are signed
/// ones: the type of a record doesn't tell how its times, UUIDs and decimals are stored there, so that
/// [plain](crate::pages::PageOptions::plain_cursors) ones are refused. So are plain ones
/// [as of](Rows::as_of) a moment, which they don't hold.
///
/// ```
/// # #[cfg(feature = "sqlite")] {
/// use folio::{Problem, Sort, Sortable, State, get, pages::sql::Rows};
/// use sqlx::SqlitePool;
///
/// #[derive(serde::Serialize, utoipa::ToSchema, sqlx::FromRow, Sortable)]
/// #[sort(default = "-population")]
/// struct City {
///     #[sort(key)]
///     id: i64,
///     #[sort(collation = "NOCASE")]
///     name: String,
///     #[sort]
///     population: i64,
///     #[sort(nulls = last)]
///     elevation: Option<i64>,
/// }
///
/// /// Cities with so many inhabitants.
/// #[get("/cities", paginate, page(plain_cursors))]
/// async fn cities(
///     sort: Sort<City>,
///     #[query(default = 0)] least: i64,
///     pool: State<SqlitePool>,
/// ) -> Rows<sqlx::Sqlite, City> {
///     Rows::new(&pool, sort, move |sql| {
///         sql.push("SELECT * FROM cities WHERE population >= ").push_bind(least);
///     })
/// }
/// # }
/// ```
pub struct Rows<DB: Engine, T> {
    pub(super) pool: Pool<DB>,
    pub(super) base: Base<DB>,
    pub(super) sort: Sort<T>,
    pub(super) cap: u64,
    pub(super) budget: Option<Duration>,
    pub(super) timeout: Duration,
    pub(super) mark: Option<&'static str>,
    pub(super) cached: Option<(CachedCounts, String)>,
    record: PhantomData<fn() -> T>,
}

/// Writes the query of the user.
pub(super) type Base<DB> = Arc<dyn Fn(&mut QueryBuilder<DB>) + Send + Sync>;

/// How many rows [`Count::Capped`](crate::pages::Count::Capped) counts at most, where nothing says it.
const CAP: u64 = 10_000;
/// How long a page may take where nothing says it.
const TIMEOUT: Duration = Duration::from_secs(10);

impl<DB: Engine, T: Sortable> Rows<DB, T> {
    /// The rows of a query, in an order.
    ///
    /// `base` writes the query: one `SELECT`, without `ORDER BY` and `LIMIT`. What comes from a request
    /// goes into it by [`push_bind`](QueryBuilder::push_bind), never by `push`.
    pub fn new(
        pool: &Pool<DB>,
        sort: Sort<T>,
        base: impl Fn(&mut QueryBuilder<DB>) + Send + Sync + 'static,
    ) -> Self {
        Rows::of(pool, sort, Arc::new(base))
    }

    pub(super) fn of(pool: &Pool<DB>, sort: Sort<T>, base: Base<DB>) -> Self {
        Rows {
            pool: pool.clone(),
            base,
            sort,
            cap: CAP,
            budget: None,
            timeout: TIMEOUT,
            mark: None,
            cached: None,
            record: PhantomData,
        }
    }

    /// How many rows a capped count stops at; 10,000 otherwise.
    #[must_use]
    pub fn count_cap(mut self, most: u64) -> Self {
        self.cap = most;
        self
    }

    /// How long counting all rows may take: after that the total is a lower bound instead. A
    /// `statement_timeout` of `PostgreSQL` that is shorter holds all the same.
    #[must_use]
    pub fn count_within(mut self, time: Duration) -> Self {
        self.budget = Some(time);
        self
    }

    /// Keeps exact counts, and takes those that were kept under this key. The key says all that the
    /// query's rows depend on, such as its filters; walks [as of](Rows::as_of) different moments share
    /// nothing.
    #[must_use]
    pub fn cached_count(mut self, counts: &CachedCounts, key: impl Into<String>) -> Self {
        self.cached = Some((counts.clone(), key.into()));
        self
    }

    /// How long a page may take, the wait for a connection included: 503 after that. 10 seconds
    /// otherwise.
    #[must_use]
    pub fn timeout(mut self, time: Duration) -> Self {
        self.timeout = time;
        self
    }

    /// Leaves rows out that came after a walk by cursor began: those with a greater value of this
    /// whole number, which never goes down for new rows, such as an id that counts up.
    ///
    /// The first page takes the greatest there is and its cursors hold it. Rows that are changed or
    /// removed meanwhile are as they are when they are read, and rows without such a number are on no page.
    ///
    /// `PostgreSQL` gives out ids before transactions commit, so that a row with a lower id can appear
    /// after one with a greater id: a walk that began in between sees it if it lies ahead.
    #[must_use]
    pub fn as_of(mut self, expression: &'static str) -> Self {
        self.mark = Some(expression);
        self
    }
}

impl<DB: Engine, T> Clone for Rows<DB, T> {
    fn clone(&self) -> Self {
        Rows {
            pool: self.pool.clone(),
            base: Arc::clone(&self.base),
            sort: self.sort,
            cap: self.cap,
            budget: self.budget,
            timeout: self.timeout,
            mark: self.mark,
            cached: self.cached.clone(),
            record: PhantomData,
        }
    }
}

impl<DB: Engine, T> fmt::Debug for Rows<DB, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows")
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
