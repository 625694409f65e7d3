//! Changes of cities, as they are told.

use serde::Serialize;
use utoipa::ToSchema;

use crate::city::City;

/// What has happened to a city.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    /// It was added, as it stands here.
    Added(City),
    /// It was replaced or changed, and is now as it stands here.
    Changed(City),
    /// It was removed.
    Removed {
        /// Its identifier, which is never given to another one.
        id: u64,
    },
}
