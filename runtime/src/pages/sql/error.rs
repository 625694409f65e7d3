//! What can go wrong with a database.

use crate::{pages::InvalidCursor, problem::Problem};

/// A page that a database did not give.
#[derive(Debug, Problem)]
pub enum SqlError {
    /// The database has too much to do: try again later.
    #[problem(status = 503)]
    Busy {
        /// Seconds to wait for.
        #[problem(header = "retry-after")]
        retry_after: u32,
    },
    /// The database failed; what it said is logged and never sent.
    #[problem(status = 500)]
    Database(sqlx::Error),
    /// A cursor that can't be gone on from.
    #[problem(transparent)]
    Cursor(InvalidCursor),
}

/// How long a client waits before it asks a busy database again, in seconds.
const RETRY_AFTER: u32 = 1;

impl SqlError {
    pub(super) const BUSY: SqlError = SqlError::Busy {
        retry_after: RETRY_AFTER,
    };
    pub(super) const OTHER_ORDER: SqlError = SqlError::Cursor(InvalidCursor::OtherOrder);
}

/// No connection in time, and a server that is too busy, starts or goes down, are busy; everything
/// else is a failure.
impl From<sqlx::Error> for SqlError {
    fn from(error: sqlx::Error) -> Self {
        /// SQLite: `BUSY`, `LOCKED`. PostgreSQL: `query_canceled`, `admin_shutdown`,
        /// `crash_shutdown`, `cannot_connect_now`, `too_many_connections`, `lock_not_available`,
        /// `serialization_failure`, `deadlock_detected`.
        const BUSY: [&str; 10] = [
            "5", "6", "57014", "57P01", "57P02", "57P03", "53300", "55P03", "40001", "40P01",
        ];
        let code = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code);
        let busy = matches!(error, sqlx::Error::PoolTimedOut | sqlx::Error::Io(_))
            || code.is_some_and(|code| BUSY.contains(&&*code));
        if busy {
            tracing::warn!(%error, "a busy database");
            SqlError::BUSY
        } else {
            SqlError::Database(error)
        }
    }
}
