//! Controllers: types whose methods are endpoints.

use crate::router::Router;

/// A type that `#[controller]` makes a router of: its methods are the endpoints, itself their state.
///
/// What takes a [`Router`] takes a controller too, as often as it is wanted: under other prefixes, with
/// other values in it. An example stands at [`controller`](macro@crate::controller).
///
/// Endpoints that are no methods can stand beside those that are, and take the controller as
/// [`State<Self>`](crate::State):
///
/// ```
/// use folio::{Controller, Router, State, controller, get, routes};
///
/// struct Counter(u64);
///
/// #[controller("/counter")]
/// impl Counter {
///     /// Where it stands.
///     #[get("/")]
///     fn stand(&self) -> u64 {
///         self.0
///     }
/// }
///
/// /// Twice as much.
/// #[get("/twice")]
/// fn twice(counter: State<Counter>) -> u64 {
///     counter.0 * 2
/// }
///
/// let router = Counter(1).router().routes(routes![twice]);
/// # folio::App::new("a", "1").mount(router).build()?;
/// # Ok::<(), folio::BuildErrors>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be mounted",
    label = "neither a router nor a controller",
    note = "write `#[controller(\"/prefix\")]` above its `impl` block, or take `Router::new(\"/prefix\")`"
)]
pub trait Controller: Send + Sync + Sized + 'static {
    /// Its endpoints under its prefix, with its settings and itself as their state.
    fn router(self) -> Router;
}

/// So that whatever is mounted is one thing.
impl Controller for Router {
    fn router(self) -> Router {
        self
    }
}
