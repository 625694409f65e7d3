//! Whether anybody waits for a query of SQLite, as the thread that runs it sees it.
//!
//! SQLite asks a progress handler whether to go on. Setting one takes two changes of threads, which is half
//! of what a page takes, so that each connection gets one for good, by its first page. What changes is the
//! query it is asked about: a statement begins with a comparison of that query's number, under a
//! collation whose function is told of it by that. It is the one function of SQLite that `sqlx` lets
//! others write.

use std::{
    cmp::Ordering,
    collections::HashMap,
    sync::{
        Arc, LazyLock, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{self, AtomicBool, AtomicU64},
    },
    time::Instant,
};

use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use super::engine::sealed::Answer;

/// After how many instructions of SQLite's machine it is looked whether anybody waits.
const INSTRUCTIONS: i32 = 10_000;

/// The collation that tells which query runs.
const COLLATION: &str = "folio_waiting";

/// The queries that are waited for, by their numbers.
static QUERIES: LazyLock<Mutex<HashMap<u64, Weak<Waiting>>>> = LazyLock::new(Mutex::default);

/// Whether anybody waits for a query, and until when.
#[derive(Debug)]
pub struct Waiting {
    number: u64,
    nobody: AtomicBool,
    until: Mutex<Option<Instant>>,
}

impl Waiting {
    pub(super) fn begin() -> Arc<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let waiting = Arc::new(Waiting {
            number: NEXT.fetch_add(1, atomic::Ordering::Relaxed),
            nobody: AtomicBool::new(false),
            until: Mutex::default(),
        });
        locked(&QUERIES).insert(waiting.number, Arc::downgrade(&waiting));
        waiting
    }

    /// Nobody waits any more.
    pub(super) fn leave(&self) {
        self.nobody.store(true, atomic::Ordering::Relaxed);
    }

    /// It is waited until a moment only.
    pub(super) fn until(&self, end: Option<Instant>) {
        *locked(&self.until) = end;
    }

    /// Writes a condition that always holds, which SQLite looks at before anything else as it depends on no
    /// row.
    pub(super) fn write(&self, query: &mut QueryBuilder<Sqlite>) {
        query.push("(").push_bind(self.number.to_string());
        query
            .push(" = '' COLLATE ")
            .push(COLLATION)
            .push(") IS NOT NULL");
    }

    fn goes_on(&self) -> bool {
        let until = *locked(&self.until);
        !self.nobody.load(atomic::Ordering::Relaxed) && until.is_none_or(|end| Instant::now() < end)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        locked(&QUERIES).remove(&self.number);
    }
}

/// The query that runs on a connection, or the last one that did; none before the first one of Folio.
#[derive(Default)]
struct Current(Mutex<Option<Arc<Waiting>>>);

impl Current {
    /// Takes the query whose number is compared.
    fn take(&self, a: &str, b: &str) {
        let number = if a.is_empty() { b } else { a }.parse();
        let found = number.ok().and_then(|number: u64| {
            let queries = locked(&QUERIES);
            queries.get(&number).and_then(Weak::upgrade)
        });
        // What it was is dropped where nothing is locked: that takes it off the queries.
        let before = std::mem::replace(&mut *locked(&self.0), found);
        drop(before);
    }

    fn goes_on(&self) -> bool {
        locked(&self.0).as_ref().is_none_or(|query| query.goes_on())
    }
}

/// Has a connection look whether anybody waits for what it runs, beginning with nothing.
pub(super) async fn watch(connection: &mut SqliteConnection) -> Answer<()> {
    let current = Arc::new(Current::default());
    let told = Arc::clone(&current);
    let mut handle = connection.lock_handle().await?;
    handle.create_collation(COLLATION, move |a, b| {
        told.take(a, b);
        Ordering::Equal
    })?;
    handle.set_progress_handler(INSTRUCTIONS, move || current.goes_on());
    Ok(())
}

/// Whether a statement was refused since its connection is not [watched](watch).
pub(super) fn is_unwatched(error: &sqlx::Error) -> bool {
    let database = error.as_database_error();
    // Its code is that of any wrong statement where it is met while others are prepared.
    database.is_some_and(|error| error.message() == "no such collation sequence: folio_waiting")
}

/// What panicked elsewhere left nothing half done.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
