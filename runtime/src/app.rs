//! The app: the root router and what holds for the whole; built once into a service.

use std::{panic::Location, sync::Arc};

use http::{HeaderMap, HeaderValue, Method, header::CONTENT_TYPE};
use serde_json::Value;
use tokio::net::{TcpListener, ToSocketAddrs};
use utoipa::ToSchema;

use crate::{
    build::{self, BuildErrors, Built, Fault},
    controller::Controller,
    endpoint::Mounted,
    layer::settings,
    openapi::{Info, Schemas},
    reply::ForeignService,
    router::Router,
    serve::{self, Server},
    service::{Asset, Service},
    task::{Queue, TaskFailure, TaskLimits, TaskSettings},
};

/// The most bytes a request's body may have where nothing else is said: 2 MiB.
pub const BODY_LIMIT: u64 = 2 * 1024 * 1024;

/// An HTTP API while it is put together.
///
/// [`App::build`] checks the whole and freezes it into a [`Service`]; [`App::serve`] does that and
/// listens.
///
/// ```
/// use folio::{App, get, routes};
///
/// /// Says hello.
/// #[get("/hello/{name}")]
/// async fn hello(name: String) -> String {
///     format!("Hello, {name}!")
/// }
///
/// let service = App::new("Greeter", "1.0.0").routes(routes![hello]).build()?;
/// assert!(service.openapi().contains("/hello/{name}"));
/// # Ok::<(), folio::BuildErrors>(())
/// ```
#[derive(Debug)]
pub struct App {
    root: Router,
    info: Info,
    document_path: String,
    #[cfg(feature = "swagger-ui")]
    docs_path: Option<String>,
    body_limit: u64,
    tasks: TaskSettings,
    schemas: Vec<fn(&mut Schemas)>,
    place: &'static Location<'static>,
}

impl App {
    /// An app with the title and version its document says.
    #[track_caller]
    pub fn new(title: impl Into<String>, version: impl Into<String>) -> Self {
        App {
            root: Router::new(""),
            info: Info {
                title: title.into(),
                version: version.into(),
                ..Info::default()
            },
            document_path: "/openapi.json".to_owned(),
            #[cfg(feature = "swagger-ui")]
            docs_path: None,
            body_limit: BODY_LIMIT,
            tasks: TaskSettings::default(),
            schemas: Vec::new(),
            place: Location::caller(),
        }
    }

    /// Says what the API is, in Markdown.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.info.description = text.into();
        self
    }

    /// Names the API's licence and its SPDX identifier.
    #[must_use]
    pub fn license(mut self, name: impl Into<String>, identifier: impl Into<String>) -> Self {
        self.info.license = Some((name.into(), identifier.into()));
        self
    }

    /// Adds a server to the document; without one it is `/`, where the document came from.
    #[must_use]
    pub fn server(mut self, url: impl Into<String>, description: impl Into<String>) -> Self {
        self.info.servers.push((url.into(), description.into()));
        self
    }

    /// Describes a tag; tags appear in this order, then in the order they are used.
    #[must_use]
    pub fn tag(mut self, name: impl Into<String>, description: impl Into<String>) -> Self {
        self.info.tags.push((name.into(), description.into()));
        self
    }

    /// Adds endpoints: `.routes(routes![city, admin::purge])`.
    #[must_use]
    pub fn routes(mut self, endpoints: impl IntoIterator<Item = Mounted>) -> Self {
        self.root = self.root.routes(endpoints);
        self
    }

    /// Adds a router or a controller.
    #[must_use]
    pub fn mount(mut self, router: impl Controller) -> Self {
        self.root = self.root.mount(router);
        self
    }

    /// Mounts a tower service, as [`Router::service`] does; under `/` it takes whatever nothing else
    /// takes.
    #[must_use]
    #[track_caller]
    pub fn service(
        mut self,
        prefix: impl Into<String>,
        service: impl ForeignService + Clone + Sync,
    ) -> Self {
        self.root = self.root.service(prefix, service);
        self
    }

    /// Gives a value to all handlers, which take it as `State<T>`.
    #[must_use]
    #[track_caller]
    pub fn state<T: Send + Sync + 'static>(mut self, value: T) -> Self {
        self.root = self.root.state(value);
        self
    }

    /// Registers a schema that only generic types behind an alias refer to.
    #[must_use]
    pub fn schema<T: ToSchema + 'static>(mut self) -> Self {
        self.schemas.push(|schemas| {
            schemas.add::<T>();
        });
        self
    }

    /// The most bytes a request's body may have; 2 MiB otherwise ([`BODY_LIMIT`]).
    #[must_use]
    pub fn body_limit(mut self, bytes: u64) -> Self {
        self.body_limit = bytes;
        self
    }

    /// What tasks of answers may take: their time, and how many run and wait.
    #[must_use]
    pub fn task_limits(mut self, limits: TaskLimits) -> Self {
        self.tasks.limits = limits;
        self
    }

    /// Calls a function with every task that failed, panicked, took too long, was refused or cut off,
    /// in place of one set before. All of them are logged, too.
    ///
    /// It is called wherever that happens, so it must not block. A panic in it is contained.
    ///
    /// ```
    /// use folio::App;
    ///
    /// let app = App::new("Atlas", "1.0.0").on_task_failure(|failure| eprintln!("{failure}"));
    /// ```
    #[must_use]
    pub fn on_task_failure(mut self, call: impl Fn(&TaskFailure) + Send + Sync + 'static) -> Self {
        self.tasks.on_failure = Some(Arc::new(call));
        self
    }

    /// Where the document is served; `/openapi.json` otherwise.
    #[must_use]
    pub fn document_at(mut self, path: impl Into<String>) -> Self {
        self.document_path = path.into();
        self
    }

    /// Serves a page that shows the document (Swagger UI), its assets out of the program itself.
    #[cfg(feature = "swagger-ui")]
    #[cfg_attr(docsrs, doc(cfg(feature = "swagger-ui")))]
    #[must_use]
    pub fn docs(mut self, path: impl Into<String>) -> Self {
        self.docs_path = Some(path.into());
        self
    }

    /// Checks the whole and freezes it.
    ///
    /// # Errors
    ///
    /// Every fault at once: two handlers for one method and path, templates that a client can't tell
    /// apart, a missing state, two types or operations of one name, a parameter without its place.
    pub fn build(self) -> Result<Service, BuildErrors> {
        let mut built = build::build(&self.root, self.body_limit, &self.schemas);
        built.faults.append(&mut built.missing);
        self.freeze(built)
    }

    /// The document, without a server: states that handlers take need not be there.
    ///
    /// # Errors
    ///
    /// As [`App::build`], but for missing states.
    pub fn openapi(self) -> Result<Value, BuildErrors> {
        let built = build::build(&self.root, self.body_limit, &self.schemas);
        self.freeze(built).map(|service| service.document().clone())
    }

    fn freeze(self, mut built: Built) -> Result<Service, BuildErrors> {
        let mut faults = std::mem::take(&mut built.faults);
        let document = std::mem::take(&mut built.operations).document(&self.info, &built.schemas);
        let text = document.to_string();
        for path in self.own_paths().filter(|path| !path.starts_with('/')) {
            let message = format!("`{path}` has to begin with `/`");
            faults.push(Fault::at(self.place, message));
        }
        if !faults.is_empty() {
            return Err(BuildErrors(faults));
        }
        for (path, asset) in self.assets(&text, &built.routes.bare) {
            let target = built.routes.list.len() + built.assets.len();
            built.assets.push(asset);
            if built.table.insert(&Method::GET, &path, target).is_err() {
                let message = format!(
                    "`{path}` holds a page of the app, and another endpoint is there: move one"
                );
                faults.push(Fault::at(self.place, message));
            }
        }
        built.routes.tasks = Arc::new(Queue::new(self.tasks));
        if faults.is_empty() {
            Ok(Service::new(
                built.routes,
                built.table,
                built.assets,
                document,
                text,
            ))
        } else {
            Err(BuildErrors(faults))
        }
    }

    /// The paths of the document and its page.
    fn own_paths(&self) -> impl Iterator<Item = &str> {
        #[cfg(feature = "swagger-ui")]
        let docs = self.docs_path.as_deref();
        #[cfg(not(feature = "swagger-ui"))]
        let docs = None;
        std::iter::once(self.document_path.as_str()).chain(docs)
    }

    /// The document and the pages that show it, with their paths.
    fn assets(&self, document: &str, headers: &HeaderMap) -> Vec<(String, Asset)> {
        #[cfg(feature = "swagger-ui")]
        let bare = headers.clone();
        let mut headers = headers.clone();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let asset = Asset {
            headers,
            body: document.to_owned().into(),
        };
        #[cfg_attr(
            not(feature = "swagger-ui"),
            expect(unused_mut, reason = "only the docs page adds more")
        )]
        let mut assets = vec![(self.document_path.clone(), asset)];
        #[cfg(feature = "swagger-ui")]
        if let Some(path) = &self.docs_path {
            assets.extend(crate::openapi::ui(path, &self.document_path, &bare));
        }
        assets
    }

    /// Builds the app, listens on an address and serves until ctrl-c or SIGTERM.
    ///
    /// # Errors
    ///
    /// A fault of the app, or an address that can't be listened on.
    pub async fn serve(self, address: impl ToSocketAddrs) -> Result<(), Error> {
        let service = self.build()?;
        let listener = TcpListener::bind(address).await?;
        serve::Server::new(service)
            .run(listener, serve::signal())
            .await;
        Ok(())
    }

    /// As [`App::serve`], on a listener that is there already.
    ///
    /// # Errors
    ///
    /// A fault of the app.
    pub async fn listen(self, listener: TcpListener) -> Result<(), Error> {
        let service = self.build()?;
        Server::new(service).run(listener, serve::signal()).await;
        Ok(())
    }
}

settings! {
    impl App { self.root.layer }
}

/// Why an app does not run.
pub enum Error {
    /// The app has faults.
    Build(BuildErrors),
    /// The address can't be listened on.
    Io(std::io::Error),
}

impl From<BuildErrors> for Error {
    fn from(errors: BuildErrors) -> Self {
        Error::Build(errors)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Error::Io(error)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::Build(errors) => errors.fmt(f),
            Error::Io(error) => write!(f, "can't listen: {error}"),
        }
    }
}

/// As `Display`, since `main` prints what it returns by `Debug`.
impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Build(errors) => Some(errors),
            Error::Io(error) => Some(error),
        }
    }
}
