//! Whether the service is up.

use folio::{Router, get, routes};

/// The endpoints of this file.
pub(crate) fn router() -> Router {
    Router::new("/health")
        .tag("service")
        .routes(routes![health])
}

/// Says that the service is up.
///
/// The answer is always `ok`; the database is not asked.
#[get("/")]
fn health() -> &'static str {
    "ok"
}
