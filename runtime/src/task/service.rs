//! What a service says of its tasks.

use std::time::Duration;

use super::{TaskCounts, TaskReport};
use crate::{serve, service::Service};

impl Service {
    /// How many tasks of answers came to what.
    #[must_use]
    pub fn task_counts(&self) -> TaskCounts {
        self.tasks().counts()
    }

    /// Waits until all tasks of answers have ended, those included that are accepted meanwhile.
    ///
    /// What has not ended by the deadline is cut off and told of; from then on tasks are refused.
    /// Folio's own server does this when it stops. Another server's program calls it when all
    /// connections are closed, and a test to see what tasks did:
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use folio::{App, Body, Response, Task, http::Request, post, routes};
    /// use tower_service::Service;
    ///
    /// #[post("/visits")]
    /// async fn visit() -> Response<()> {
    ///     Response::new(()).background(Task::new(async { /* … */ }))
    /// }
    ///
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// let mut service = App::new("Visits", "1.0.0").routes(routes![visit]).build().unwrap();
    /// let request = Request::post("/visits").body(Body::empty()).unwrap();
    /// let answer = service.call(request).await.unwrap();
    /// drop(answer);
    ///
    /// let report = service.drain(Duration::from_secs(10)).await;
    /// assert!(report.cut_off.is_empty());
    /// assert_eq!(report.counts.finished, 1);
    /// # });
    /// ```
    pub async fn drain(&self, deadline: Duration) -> TaskReport {
        self.tasks().drain(serve::sleep(deadline)).await
    }
}
