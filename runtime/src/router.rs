//! Routers: a prefix, settings, endpoints and routers below.

use std::{any::TypeId, panic::Location, sync::Arc};

use http::{HeaderName, HeaderValue};

use crate::{
    build::Fault,
    endpoint::Mounted,
    layer::{HeaderSetting, Layer},
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
    pub(crate) faults: Vec<Fault>,
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
            faults,
        }
    }

    /// Adds endpoints: `.routes(routes![city, admin::purge])`.
    #[must_use]
    pub fn routes(mut self, endpoints: impl IntoIterator<Item = Mounted>) -> Self {
        self.endpoints.extend(endpoints);
        self
    }

    /// Adds a router below this one.
    #[must_use]
    pub fn mount(mut self, router: Router) -> Self {
        self.children.push(router);
        self
    }

    /// Gives a value to the handlers below, which take it as `State<T>`; the nearest of a type wins.
    #[must_use]
    #[track_caller]
    pub fn state<T: Send + Sync + 'static>(mut self, value: T) -> Self {
        if self.layer.states.insert(TypeId::of::<T>(), Arc::new(value)) {
            let message = format!(
                "two states of the type `{}` on one layer: keep one",
                std::any::type_name::<T>()
            );
            self.faults.push(Fault::at(Location::caller(), message));
        }
        self
    }

    /// Sets a header of every answer below; a nearer layer that sets it wins.
    ///
    /// A name or value that HTTP doesn't allow is a fault of [`App::build`](crate::App::build).
    #[must_use]
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let place = Location::caller();
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) if !is_ours(&name) => {
                let setting = HeaderSetting {
                    name,
                    value: Some(value),
                    description: String::new(),
                };
                self.layer.set(setting);
            }
            (Ok(name), Ok(_)) => {
                self.faults.push(Fault::at(
                    place,
                    format!("the header `{name}` is written by the server: leave it out"),
                ));
            }
            (Err(_), _) => self
                .faults
                .push(Fault::at(place, format!("`{name}` is no header name"))),
            (_, Err(_)) => {
                self.faults.push(Fault::at(
                    place,
                    format!("the value of `{name}` is no header value"),
                ));
            }
        }
        self
    }

    /// Puts every operation below into a group of the document.
    #[must_use]
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.layer.tags.push(tag.into());
        self
    }
}

/// Fields that say how the message is sent, which only the server knows.
fn is_ours(name: &HeaderName) -> bool {
    let hop = [
        "connection",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ];
    hop.contains(&name.as_str())
        || matches!(name.as_str(), "content-length" | "content-type" | "date")
}
