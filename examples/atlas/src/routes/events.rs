//! Changes of cities, as they are made.

use std::time::Duration;

use folio::{LastEventId, Router, State, Subscription, get, routes};

use crate::change::Change;
use crate::store::Store;

/// The time after which a client comes back.
const RETRY: Duration = Duration::from_secs(1);

/// The endpoints of this file.
pub(crate) fn router() -> Router {
    Router::new("/events").tag("events").routes(routes![events])
}

/// Tells every change of a city once it is made.
///
/// Who comes back with `Last-Event-ID` first gets what was missed. The last 1,000 changes that were made
/// through this server since it started are known; where that is not enough, an event `gap` says so.
#[get("/")]
async fn events(
    last: LastEventId,
    /// The id of the last change that is known, for those who come for the first time.
    #[query]
    after: Option<String>,
    store: State<Store>,
) -> Subscription<Change> {
    let known = match (last.get(), after) {
        (None, Some(after)) => after.as_str().into(),
        _ => last,
    };
    store.changes(&known).retry(RETRY)
}
