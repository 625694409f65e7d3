//! Services that are mounted: everything below a path is theirs.

use std::{fmt, panic::Location, sync::Arc};

use http::{
    Method, Request, StatusCode, Uri,
    uri::{InvalidUri, PathAndQuery},
};

use crate::{
    around::{self, Around},
    body::Body,
    build::{Fault, Planned},
    context::Context,
    endpoint::Answer,
    layer::{Layer, States},
    pages::SortSyntax,
    problem::ProblemDetails,
    reply::{ForeignService, covered},
    route::Route,
    table::{Conflict, Table},
};

/// The request target as it came: an extension of requests to a mounted service, which sees its own
/// part of the path only.
///
/// Where mounts stand in one another, it stays the target that came first.
///
/// ```
/// use folio::{Body, OriginalUri, http};
///
/// fn wanted(request: &http::Request<Body>) -> &http::Uri {
///     match request.extensions().get::<OriginalUri>() {
///         Some(OriginalUri(uri)) => uri,
///         None => request.uri(),
///     }
/// }
/// # assert_eq!(wanted(&http::Request::new(Body::empty())), "/");
/// ```
#[derive(Debug, Clone)]
pub struct OriginalUri(pub Uri);

/// A service at a path.
#[derive(Clone)]
pub(crate) struct Mount {
    service: Arc<dyn Fn(Request<Body>) -> Answer + Send + Sync>,
    place: &'static Location<'static>,
    /// How many segments of a path are not the service's.
    segments: usize,
}

impl fmt::Debug for Mount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mount({}:{})", self.place.file(), self.place.line())
    }
}

impl Mount {
    /// A clone of the service answers each request, so that its readiness is the request's own.
    pub(crate) fn new(
        service: impl ForeignService + Clone + Sync,
        place: &'static Location<'static>,
    ) -> Self {
        Mount {
            service: Arc::new(move |request| service.clone().answer(request)),
            place,
            segments: 0,
        }
    }
}

/// A service with its full path and merged settings.
pub(crate) struct PlannedMount {
    pub(crate) mount: Mount,
    pub(crate) path: String,
    pub(crate) layer: Layer,
}

impl PlannedMount {
    pub(crate) fn route(&self) -> Route {
        let bare = self.layer.ready(false);
        // Layers that leave foreign answers alone have nothing around them but the last hooks.
        let mut layer = self.layer.clone();
        if !layer.covers_foreign() {
            layer.hooks = layer.hooks.last();
            layer.etag = None;
            layer.last_modified = false;
        }
        let around = Around::of(&layer, &[Method::GET], false, Vec::new(), call);
        Route {
            path: self.path.clone(),
            call: around.as_ref().map_or(call, |_| around::call),
            status: StatusCode::OK,
            offers: Box::default(),
            disregard_accept: false,
            templates: None,
            pages: None,
            sort: SortSyntax::default(),
            #[cfg(feature = "files")]
            files: None,
            bare,
            errors: self.layer.ready(true),
            cookies: Box::default(),
            around,
            preconditions_required: false,
            covers_foreign: self.layer.covers_foreign(),
            readers: Vec::new(),
            consumes: &[],
            body_shape: None,
            body_default: None,
            states: States::default(),
            mount: Some(Mount {
                segments: self.path.matches('/').count(),
                ..self.mount.clone()
            }),
        }
    }
}

/// Puts the services into the table, behind the endpoints.
pub(crate) fn insert(
    table: &mut Table,
    endpoints: &[Planned],
    mounts: &[PlannedMount],
    faults: &mut Vec<Fault>,
) {
    for (index, planned) in mounts.iter().enumerate() {
        if let Err(conflict) = table.mount(&planned.path, endpoints.len() + index) {
            faults.push(fault(conflict, planned, endpoints, mounts));
        }
    }
}

fn fault(
    conflict: Conflict,
    planned: &PlannedMount,
    endpoints: &[Planned],
    mounts: &[PlannedMount],
) -> Fault {
    let place = planned.mount.place;
    let here = format!("{}:{}", place.file(), place.line());
    let path = match planned.path.as_str() {
        "" => "/",
        path => path,
    };
    match conflict {
        Conflict::Taken(other) if other < endpoints.len() => {
            let Planned {
                endpoint,
                path: taken,
                ..
            } = &endpoints[other];
            let message =
                format!("`{taken}` takes the paths of the service at `{path}`: move one of them");
            Fault::of(endpoint.spec, message).and(here)
        }
        Conflict::Taken(other) => {
            let first = mounts[other - endpoints.len()].mount.place;
            Fault::at(first, format!("two services at `{path}`: keep one")).and(here)
        }
        Conflict::Unroutable(why) | Conflict::Template(why) => Fault::at(
            place,
            format!("no service can be mounted at `{path}`: {why}"),
        ),
    }
}

/// Calls the service of the route that was met.
fn call(cx: Context) -> Answer {
    let Context {
        mut parts,
        body,
        routes,
        route,
        ..
    } = cx;
    let Some(mount) = &routes.get(route).mount else {
        return Box::pin(async { Err(ProblemDetails::new(404).into()) });
    };
    let Ok(uri) = below(&parts.uri, mount.segments) else {
        return Box::pin(async { Err(ProblemDetails::new(400).into()) });
    };
    let original = std::mem::replace(&mut parts.uri, uri);
    if parts.extensions.get::<OriginalUri>().is_none() {
        parts.extensions.insert(OriginalUri(original));
    }
    let request = Request::from_parts(parts, body.unwrap_or_default());
    let answer = (mount.service)(request);
    covered(answer, routes, route)
}

/// A target without the first segments of its path; `/` where nothing is left of it.
fn below(uri: &Uri, segments: usize) -> Result<Uri, InvalidUri> {
    let path = uri.path();
    let rest = path.match_indices('/').nth(segments);
    let rest = rest.map_or("/", |(start, _)| &path[start..]);
    let target = match uri.query() {
        Some(query) => PathAndQuery::try_from(format!("{rest}?{query}"))?,
        None => PathAndQuery::try_from(rest)?,
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(target);
    // Scheme and authority were valid together with a path before.
    Ok(Uri::from_parts(parts).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::below;

    #[test]
    fn what_is_left_of_a_target() {
        for (target, segments, rest) in [
            ("/static", 1, "/"),
            ("/static?a=b", 1, "/?a=b"),
            ("/static/", 1, "/"),
            ("/static/a/b?", 1, "/a/b?"),
            ("/static//a", 1, "//a"),
            ("/t/7/files/a%2Fb", 3, "/a%2Fb"),
            ("/a/../b", 1, "/../b"),
            ("/a", 0, "/a"),
            ("/", 0, "/"),
            ("http://example.com/static/a?q", 1, "http://example.com/a?q"),
            ("http://example.com/static", 1, "http://example.com/"),
        ] {
            let uri = target.parse().expect("a target");
            assert_eq!(below(&uri, segments).expect("a target"), rest, "{target}");
        }
    }
}
