//! What can go wrong with a database.

use std::{borrow::Cow, fmt};

use sqlx::error::DatabaseError;

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
    /// A value of the request is none that the database can hold, such as a text with a NUL.
    #[problem(status = 400)]
    Value,
    /// A cursor that can't be gone on from.
    #[problem(transparent)]
    Cursor(InvalidCursor),
}

impl fmt::Display for SqlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SqlError::Busy { .. } => f.write_str("the database has too much to do"),
            SqlError::Database(error) => write!(f, "the database failed: {error}"),
            SqlError::Value => f.write_str("the database can't hold a value"),
            SqlError::Cursor(_) => f.write_str("the cursor can't be gone on from"),
        }
    }
}

impl std::error::Error for SqlError {}

/// How long a client waits before it asks a busy database again, in seconds.
const RETRY_AFTER: u32 = 1;

impl SqlError {
    pub(super) const BUSY: SqlError = SqlError::Busy {
        retry_after: RETRY_AFTER,
    };
    pub(super) const OTHER_ORDER: SqlError = SqlError::Cursor(InvalidCursor::OtherOrder);
}

/// No connection in time or at all, and a server that is too busy, lacks memory or connections, starts
/// or goes down, are busy; everything else is a failure.
impl From<sqlx::Error> for SqlError {
    fn from(error: sqlx::Error) -> Self {
        /// SQLite: `BUSY`, `LOCKED`. PostgreSQL: `query_canceled`, `admin_shutdown`,
        /// `crash_shutdown`, `cannot_connect_now`, `lock_not_available`, `serialization_failure`,
        /// `deadlock_detected`, `idle_in_transaction_session_timeout`, `transaction_timeout`.
        const BUSY: [&str; 11] = [
            "5", "6", "57014", "57P01", "57P02", "57P03", "55P03", "40001", "40P01", "25P03",
            "25P04",
        ];
        /// PostgreSQL: classes of a lost connection and of resources that ran out.
        const BUSY_CLASSES: [&str; 2] = ["08", "53"];
        /// PostgreSQL: `character_not_in_repertoire`, which a NUL in a text is, and
        /// `untranslatable_character`.
        const NO_TEXTS: [&str; 2] = ["22021", "22P05"];
        let code = error.as_database_error().and_then(DatabaseError::code);
        let code = code.as_deref().map(primary);
        if code.as_deref().is_some_and(|code| NO_TEXTS.contains(&code)) {
            return SqlError::Value;
        }
        let busy = matches!(
            error,
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_)
        ) || code.is_some_and(|code| {
            let class = |class: &&str| code.len() == 5 && code.starts_with(*class);
            BUSY.contains(&&*code) || BUSY_CLASSES.iter().any(class)
        });
        if busy {
            tracing::warn!(%error, "a busy database");
            SqlError::BUSY
        } else {
            SqlError::Database(error)
        }
    }
}

/// The code of an error: SQLite's own say more in their upper bits, such as `BUSY_SNAPSHOT`.
fn primary(code: &str) -> Cow<'_, str> {
    // PostgreSQL's have five characters, and those of no error of SQLite have as many.
    match code.parse::<u32>() {
        Ok(number) if code.len() < 5 => (number & 0xff).to_string().into(),
        _ => code.into(),
    }
}

/// An error of a query that the keys of a cursor were bound in: those that PostgreSQL has no value of
/// are of no row.
pub(super) fn beside_keys(error: SqlError) -> SqlError {
    /// `invalid_text_representation`, `invalid_datetime_format`, `datetime_field_overflow`,
    /// `invalid_time_zone_displacement_value`, `numeric_value_out_of_range`.
    const NO_VALUES: [&str; 5] = ["22P02", "22007", "22008", "22009", "22003"];
    let no_value = match &error {
        SqlError::Database(sqlx::Error::Database(error)) => {
            error.code().is_some_and(|code| NO_VALUES.contains(&&*code))
        }
        SqlError::Value => true,
        _ => false,
    };
    if no_value {
        SqlError::OTHER_ORDER
    } else {
        error
    }
}
