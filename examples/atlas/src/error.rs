//! How requests fail: one type for each set of ways, so that each operation documents its own.

use folio::{FieldError, PreconditionFailed, Problem, pages::sql::SqlError};

use crate::store::StoreError;

/// The database does not answer.
#[derive(Debug, Problem)]
pub(crate) enum Unavailable {
    /// The database failed.
    #[problem(status = 500)]
    Database(sqlx::Error),
    /// The database is busy; try again later.
    #[problem(status = 503)]
    Busy {
        /// Seconds to wait for.
        #[problem(header = "retry-after")]
        retry_after: u32,
    },
}

/// A city can't be given.
#[derive(Debug, Problem)]
pub(crate) enum CityError {
    /// No city has this id.
    #[problem(status = 404)]
    Unknown {
        /// The id that was asked for.
        id: u64,
    },
    /// The database does not answer.
    #[problem(transparent)]
    Unavailable(Unavailable),
}

/// A country can't be given.
#[derive(Debug, Problem)]
pub(crate) enum CountryError {
    /// No country has this code. Codes are written in capitals.
    #[problem(status = 404)]
    Unknown {
        /// The code that was asked for.
        iso: String,
    },
    /// The database does not answer.
    #[problem(transparent)]
    Unavailable(Unavailable),
}

/// A city can't be written.
#[derive(Debug, Problem)]
pub(crate) enum WriteError {
    /// Another city has this name, country, latitude and longitude.
    #[problem(status = 409)]
    Duplicate,
    /// Some members of the city contradict the rest of the atlas.
    #[problem(status = 422)]
    Invalid {
        /// Each member that does.
        errors: Vec<FieldError>,
    },
    /// The database does not answer.
    #[problem(transparent)]
    Unavailable(Unavailable),
}

/// A city can't be changed.
#[derive(Debug, Problem)]
pub(crate) enum ChangeError {
    /// There is none, or it can't be read.
    #[problem(transparent)]
    City(CityError),
    /// It is not in the state that the client has seen.
    #[problem(transparent)]
    Stale(#[problem(from)] PreconditionFailed),
    /// It can't be written.
    #[problem(transparent)]
    Write(#[problem(from)] WriteError),
}

/// A city can't be removed.
#[derive(Debug, Problem)]
pub(crate) enum RemoveError {
    /// There is none, or it can't be read.
    #[problem(transparent)]
    City(CityError),
    /// It is not in the state that the client has seen.
    #[problem(transparent)]
    Stale(#[problem(from)] PreconditionFailed),
}

impl WriteError {
    /// The city is said to be in a country that is not in the atlas.
    pub(crate) fn no_such_country() -> Self {
        let detail = "must be the code of a country under `/countries`";
        Self::Invalid {
            errors: vec![FieldError::pointer("/country", detail)],
        }
    }

    /// A text or a date is none that the database can hold.
    fn unstorable() -> Self {
        let detail = "must have no NUL in a text and no date before year 1";
        Self::Invalid {
            errors: vec![FieldError::pointer("", detail)],
        }
    }
}

impl ChangeError {
    /// No city has this id.
    pub(crate) fn unknown(id: u64) -> Self {
        Self::City(CityError::Unknown { id })
    }
}

impl RemoveError {
    /// No city has this id.
    pub(crate) fn unknown(id: u64) -> Self {
        Self::City(CityError::Unknown { id })
    }
}

impl From<sqlx::Error> for Unavailable {
    fn from(error: sqlx::Error) -> Self {
        SqlError::from(error).into()
    }
}

impl From<SqlError> for Unavailable {
    fn from(error: SqlError) -> Self {
        match error {
            SqlError::Busy { retry_after } => Self::Busy { retry_after },
            SqlError::Database(error) => Self::Database(error),
            // Exports make no cursors of what a request says, and check the country they filter by.
            SqlError::Cursor(_) | SqlError::Value => {
                Self::Database(sqlx::Error::Protocol(error.to_string()))
            }
        }
    }
}

impl From<sqlx::Error> for CityError {
    fn from(error: sqlx::Error) -> Self {
        Self::Unavailable(error.into())
    }
}

impl From<sqlx::Error> for CountryError {
    fn from(error: sqlx::Error) -> Self {
        Self::Unavailable(error.into())
    }
}

impl From<sqlx::Error> for WriteError {
    fn from(error: sqlx::Error) -> Self {
        Self::Unavailable(error.into())
    }
}

impl From<StoreError> for WriteError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Duplicate => Self::Duplicate,
            StoreError::Value => Self::unstorable(),
            StoreError::Database(error) => error.into(),
        }
    }
}

impl From<sqlx::Error> for ChangeError {
    fn from(error: sqlx::Error) -> Self {
        Self::Write(StoreError::from(error).into())
    }
}

impl From<sqlx::Error> for RemoveError {
    fn from(error: sqlx::Error) -> Self {
        Self::City(error.into())
    }
}
