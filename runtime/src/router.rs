//! Routers: a prefix, settings, endpoints and routers below.

use std::panic::Location;

use crate::{
    build::Fault,
    controller::Controller,
    endpoint::Mounted,
    layer::{Layer, settings},
    mount::Mount,
    reply::ForeignService,
};

/// Endpoints under a common prefix with common settings.
///
/// ```
/// use folio::{Router, delete, get, routes};
///
/// /// All of them.
/// #[get("/")]
/// fn list() -> Vec<u64> {
///     vec![1, 2]
/// }
///
/// /// Removes one.
/// #[delete("/{id}")]
/// fn remove(id: u64) {}
///
/// let router = Router::new("/things").header("cache-control", "no-store").routes(routes![list, remove]);
/// ```
///
/// An endpoint at `/` answers under the prefix itself: `GET /things` here.
#[derive(Debug)]
pub struct Router {
    pub(crate) prefix: String,
    pub(crate) layer: Layer,
    pub(crate) endpoints: Vec<Mounted>,
    pub(crate) children: Vec<Router>,
    pub(crate) service: Option<Mount>,
    pub(crate) faults: Vec<Fault>,
    /// What stands in front of the ids of all operations below.
    pub(crate) operation_prefix: Option<String>,
    /// Whether its endpoints are the methods of a controller.
    pub(crate) is_controller: bool,
}

impl Router {
    /// A router under a prefix such as `/admin`; the prefix may name parameters (`/tenants/{tenant}`),
    /// which endpoints take as `#[path] tenant: …`.
    #[track_caller]
    pub fn new(prefix: impl Into<String>) -> Self {
        let (prefix, place) = (prefix.into(), Location::caller());
        let mut faults = Vec::new();
        if !prefix.is_empty()
            && (!prefix.starts_with('/') || prefix.ends_with('/') && prefix != "/")
        {
            let message =
                format!("the prefix `{prefix}` has to begin with `/` and end without one");
            faults.push(Fault::at(place, message));
        }
        if let Some(odd) = prefix
            .chars()
            .find(|c| !(c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/{}".contains(*c)))
        {
            faults.push(Fault::at(
                place,
                format!("`{odd}` can't stand in the prefix `{prefix}`"),
            ));
        }
        let prefix = prefix.trim_end_matches('/').to_owned();
        Router {
            prefix,
            layer: Layer::default(),
            endpoints: Vec::new(),
            children: Vec::new(),
            service: None,
            faults,
            operation_prefix: None,
            is_controller: false,
        }
    }

    /// Adds endpoints: `.routes(routes![city, admin::purge])`.
    #[must_use]
    pub fn routes(mut self, endpoints: impl IntoIterator<Item = Mounted>) -> Self {
        self.endpoints.extend(endpoints);
        self
    }

    /// Adds a router or a controller below this one.
    #[must_use]
    pub fn mount(mut self, router: impl Controller) -> Self {
        self.children.push(router.router());
        self
    }

    /// Puts a text in front of the ids of all operations below: `v2_` makes `v2_show` of `show`.
    ///
    /// Prefixes of nested routers stand one after another, the outermost first. An endpoint that is
    /// mounted twice needs one, since two operations of one id are a fault of
    /// [`App::build`](crate::App::build).
    ///
    /// The operations of a [controller](crate::Controller) have the paths of the routers above it in
    /// front of their ids already: `show` of one that is mounted in `Router::new("/v2")` is `v2_show`.
    /// A router that says a prefix, be it an empty one, says it instead of its path.
    #[must_use]
    pub fn operation_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.operation_prefix = Some(prefix.into());
        self
    }

    /// Mounts a tower service: an axum `Router`, `ServeDir` of `tower-http`, another app's
    /// [`Service`](crate::Service).
    ///
    /// Under `/static` it is called for `/static`, `/static/` and every path below, with any method.
    /// Endpoints whose templates say more of a path keep it, such as `/static/version` or
    /// `/static/{name}`, and keep it for every method: those they lack are answered 405. Under `/` the
    /// service takes whatever nothing else takes.
    ///
    /// It sees the path without the prefix (`/static/a?b` as `/a?b`, `/static` as `/`), and the whole
    /// target as the extension [`OriginalUri`](crate::OriginalUri). Paths are matched and handed on as
    /// they were sent, neither decoded nor cleaned of `..`. The request's body is handed on unread, as
    /// to [`Request`](crate::Request): what is kept of it, and how much may come, is the service's
    /// affair, while the server ends a connection whose body stops coming.
    ///
    /// What it answers is sent as it is, without the headers of the layers above unless
    /// [`cover_foreign_answers`](Router::cover_foreign_answers) says so. A service that fails or
    /// panics is a 500 problem, and the reason is logged. It does not stand in the document.
    ///
    /// Two services at one path, and one beside a route that takes the same paths
    /// (`/static/{*rest}`), are faults of [`App::build`](crate::App::build).
    #[must_use]
    #[track_caller]
    pub fn service(
        self,
        prefix: impl Into<String>,
        service: impl ForeignService + Clone + Sync,
    ) -> Self {
        let mut mounted = Router::new(prefix);
        mounted.service = Some(Mount::new(service, Location::caller()));
        self.mount(mounted)
    }

    /// Gives a value to the handlers below, which take it as `State<T>`; the nearest of a type wins.
    #[must_use]
    #[track_caller]
    pub fn state<T: Send + Sync + 'static>(mut self, value: T) -> Self {
        self.layer.add_state(value);
        self
    }

    /// Puts every operation below into a group of the document.
    #[must_use]
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.layer = self.layer.tag(tag);
        self
    }
}

settings! {
    impl Router { self.layer }
}
