//! `Directory`: a directory of files under a prefix, for static assets.

mod encoding;
mod listing;
mod serve;

use std::{
    convert::Infallible,
    panic::Location,
    path::PathBuf,
    sync::Arc,
    task::{Context, Poll},
};

use http::{Request, Response};

use super::systems::{FileSystem, LocalFiles, is_name};
use crate::{Controller, Router, body::Body, build::Fault};

/// Every file below a directory, or of a file system, under the same paths: pages, styles, images.
///
/// It is mounted like a router, or wherever a tower service goes:
///
/// ```
/// use folio::{App, Directory};
///
/// let app = App::new("Site", "1.0.0").mount(Directory::new("src").at("/static"));
/// # app.build()?;
/// # Ok::<(), folio::BuildErrors>(())
/// ```
///
/// - GET and HEAD get a [`File`](crate::File) with all it has: validators, conditions, ranges. Files are
///   shown, not saved. Other methods are answered 405.
/// - A directory is answered by its `index.html`. Without a slash at the end of its path the client is
///   sent to the path with one, so that links in the page are right.
/// - Nothing lists what is there unless [`listing`](Directory::listing) says so.
/// - With [`precompressed`](Directory::precompressed), `app.js.br` is sent for `app.js` to those who
///   take it.
/// - Paths are decoded once. One with `..`, an encoded slash or NUL in it is not found, and neither is
///   a name that begins with a dot, but for `.well-known` (RFC 8615).
///
/// It does not stand in the document. A directory that is not there is a fault of
/// [`App::build`](crate::App::build).
#[derive(Debug, Clone)]
pub struct Directory(Arc<Settings>);

#[derive(Debug, Clone)]
struct Settings {
    system: Arc<dyn FileSystem>,
    prefix: String,
    index: Option<String>,
    precompressed: bool,
    listing: bool,
    hidden: bool,
    place: &'static Location<'static>,
}

impl Directory {
    /// The files below a directory of this computer, as [`LocalFiles`] has them.
    #[must_use]
    #[track_caller]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Directory::of(LocalFiles::new(path))
    }

    /// The files of a file system.
    #[must_use]
    #[track_caller]
    pub fn of(system: impl FileSystem) -> Self {
        Directory(Arc::new(Settings {
            system: Arc::new(system),
            prefix: "/".to_owned(),
            index: Some("index.html".to_owned()),
            precompressed: false,
            listing: false,
            hidden: false,
            place: Location::caller(),
        }))
    }

    fn with(self, set: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Arc::unwrap_or_clone(self.0);
        set(&mut settings);
        Directory(Arc::new(settings))
    }

    /// Where it is mounted: a prefix as of [`Router::new`], `/` otherwise.
    #[must_use]
    pub fn at(self, prefix: impl Into<String>) -> Self {
        self.with(|settings| settings.prefix = prefix.into())
    }

    /// The name of the file that answers for its directory, `index.html` otherwise; `None` for none. One
    /// that can be no name is a fault of [`App::build`](crate::App::build).
    #[must_use]
    pub fn index<'n>(self, name: impl Into<Option<&'n str>>) -> Self {
        self.with(|settings| settings.index = name.into().map(str::to_owned))
    }

    /// Sends files that were compressed before in the place of others, to clients that take them by
    /// `Accept-Encoding` (RFC 9110 §12.5.3): `app.js.br`, `app.js.zst` or `app.js.gz` for `app.js`.
    ///
    /// A file that was not compressed is sent as it is, also to those who refuse that by `identity;q=0`.
    /// Of a compressed one, a request for several ranges gets all.
    #[must_use]
    pub fn precompressed(self) -> Self {
        self.with(|settings| settings.precompressed = true)
    }

    /// Answers for directories without an index by a page that lists them, 1,000 entries at most.
    #[must_use]
    pub fn listing(self) -> Self {
        self.with(|settings| settings.listing = true)
    }

    /// Serves names that begin with a dot, too.
    #[must_use]
    pub fn hidden_files(self) -> Self {
        self.with(|settings| settings.hidden = true)
    }
}

impl Controller for Directory {
    fn router(self) -> Router {
        let faults = self.0.system.faults().into_iter();
        let mut faults: Vec<Fault> = faults.map(|fault| Fault::at(self.0.place, fault)).collect();
        let (prefix, place) = (self.0.prefix.clone(), self.0.place);
        if let Some(index) = self.0.index.as_deref().filter(|index| !is_name(index)) {
            let message = format!("the index `{index}` can be no file of a directory");
            faults.push(Fault::at(place, message));
        }
        let mut router = Router::new(prefix);
        router.service = Some(crate::mount::Mount::new(self, place));
        router.faults.append(&mut faults);
        router
    }
}

impl tower_service::Service<Request<Body>> for Directory {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future =
        std::pin::Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let directory = self.clone();
        Box::pin(async move { Ok(directory.answer(request).await) })
    }
}
