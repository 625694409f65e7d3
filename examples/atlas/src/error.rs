//! How requests fail.

use folio::{FieldError, Problem};

use crate::store::StoreError;

/// Why a request is not answered with what it asks for.
#[derive(Debug, Problem)]
pub(crate) enum Error {
    /// No city has this id.
    #[problem(status = 404)]
    UnknownCity {
        /// The id that was asked for.
        id: u64,
    },
    /// No country has this code. Codes are written in capitals.
    #[problem(status = 404)]
    UnknownCountry {
        /// The code that was asked for.
        iso: String,
    },
    /// Another city has this name, country, latitude and longitude.
    #[problem(status = 409)]
    Duplicate,
    /// Some members of the city contradict the rest of the atlas.
    #[problem(status = 422)]
    Invalid {
        /// Each member that does.
        errors: Vec<FieldError>,
    },
    /// The database failed.
    #[problem(status = 500)]
    Database(sqlx::Error),
    /// The database is busy; try again later.
    #[problem(status = 503)]
    Busy,
}

impl Error {
    /// The city is said to be in a country that is not in the atlas.
    pub(crate) fn no_such_country() -> Self {
        let error = FieldError::pointer(
            "/country",
            "must be the code of a country under `/countries`",
        );
        Self::Invalid {
            errors: vec![error],
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Duplicate => Self::Duplicate,
            StoreError::Database(sqlx::Error::PoolTimedOut) => Self::Busy,
            StoreError::Database(error) => Self::Database(error),
        }
    }
}
