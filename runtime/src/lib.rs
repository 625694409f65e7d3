//! Folio turns annotated functions into an HTTP API: responses and the OpenAPI document, all from
//! one signature, checked by the compiler.
//!
//! ```
//! use folio::{App, Problem, get, routes};
//! use serde::Serialize;
//! use utoipa::ToSchema;
//!
//! /// A populated place.
//! #[derive(Serialize, ToSchema)]
//! struct City {
//!     id: u64,
//!     name: String,
//! }
//!
//! #[derive(Debug, Problem)]
//! enum CityError {
//!     /// No city has this id.
//!     #[problem(status = 404)]
//!     Unknown { id: u64 },
//! }
//!
//! /// One city by its id.
//! #[get("/cities/{id}")]
//! async fn city(id: u64) -> Result<City, CityError> {
//!     match id {
//!         1 => Ok(City { id, name: "Andorra la Vella".to_owned() }),
//!         id => Err(CityError::Unknown { id }),
//!     }
//! }
//!
//! # fn main() -> Result<(), folio::BuildErrors> {
//! let service = App::new("Cities", "1.0.0").routes(routes![city]).build()?;
//! # Ok(())
//! # }
//! ```
//!
//! # Attributes
//!
//! [`get`], [`post`], [`put`], [`patch`], [`delete`], [`head`], [`options`] and [`route`] make an
//! endpoint of a function, which stays callable under its name. [`routes!`] collects them.
//! [`controller`](macro@controller) does it for the methods of a type, which is then mounted whole.
//!
//! # Arguments
//!
//! | the argument | is |
//! |---|---|
//! | its name stands in the path | that path parameter |
//! | `#[query]`, `#[header]`, `#[cookie]`, `#[path]` | one value from there ([`Value`]), with options |
//! | `#[body]` | the JSON body, as [`Json`] without its wrapper |
//! | anything else | what its type's [`Extract`] reads: [`Query`], [`Json`], `MessagePack`, [`Form`], [`State`], [`Headers`], [`Accept`], [`Cookies`], [`Preconditions`], [`LastEventId`], `Files`, [`Request`], [`bytes::Bytes`], `String`, a position of a list ([`PageNumber`], [`Offset`], [`Cursor`], [`Position`]) and its order ([`Sort`]), `Option` and `Result` of one, your own |
//!
//! # Answers
//!
//! Whatever [`Respond`] is implemented for: values, text, bytes, `()`, `Option`, `Result` with a
//! [`Problem`], [`Response`], [`Redirect`], [`Template`], [`Page`], `File`, [`Stream`], [`JsonLines`], [`JsonArray`],
//! [`JsonSequence`], [`ServerSentEvents`]; `http::Response` and [`Foreign`] tower services as they are.
//!
//! # Pages
//!
//! A handler takes a position and gives back a [`Page`], or returns the whole list beside `paginate`. How
//! it is asked for and shown is a [`PageStyle`], a setting of every layer ([`PageOptions`]). Everything
//! about it is in [`pages`], and pages of databases are in `pages::sql`.
//!
//! # Files, streams, events
//!
//! `File` has ranges and conditions, and comes from a path, from memory, or out of a `FileSystem`;
//! `Directory` serves static assets. [`Stream`] and its likes make a body while it is sent.
//! [`ServerSentEvents`] are enums, and [`Replay`] gives clients that come back what they missed.
//!
//! # Tasks
//!
//! [`Response::background`] leaves a [`Task`] or several [`Tasks`] to be done once the answer was sent.
//! [`App::task_limits`] bounds them, [`App::on_task_failure`] hears of those that fail, and a stop waits
//! for them.
//!
//! # Together with other crates
//!
//! [`Service`] is a tower service over any body, so it can be nested in an axum router or wrapped in
//! tower layers. [`Router::service`] mounts any tower service beside the endpoints.
//!
//! # Renamed
//!
//! What an attribute expands to begins with `::folio`. Where `Cargo.toml` gives the crate another name,
//! one line at the root of the crate that uses it gives that name back:
//!
//! ```toml
//! [dependencies]
//! web = { package = "folio", version = "0.1" }
//! ```
//!
//! with `extern crate web as folio;` in `main.rs` or `lib.rs`; everything else is written as `web::…`.
//! No attribute reads `Cargo.toml` instead: it would have to for every endpoint, in every build.
//!
//! # Features
//!
//! | feature | gives |
//! |---|---|
//! | `files` | `File`, ranges of it, file systems, `Directory` |
//! | `headers` | `Response::typed_header`, `ResponseHeader::typed`: headers as types of the crate of that name |
//! | `messagepack` | `MessagePack`, `media_type = MessagePack` |
//! | `object-store` | `ObjectFiles`: S3, GCS, Azure and other stores of the crate `object_store` as file systems |
//! | `signed-cookies` | `CookieKeys`, which sign and seal cookies; `SignedCookies`, `PrivateCookies` |
//! | `swagger-ui` | `App::docs`: a page that shows the document, served by the program itself |
//! | `templates` | `Templates`: the templates of a directory, in the language of Jinja |
//! | `test` | the module `test`: a client that checks every answer against the document |
//! | `postgres`, `sqlite` | `pages::sql`: pages by keyset, number and offset out of these databases, over `sqlx` |
//! | `jiff`, `uuid`, `chrono`, `time` | schemas of these crates' types as fields, and their types as keys of rows |

#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate self as folio;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod app;
mod args;
mod around;
mod attributes;
mod body;
mod build;
mod call;
mod clock;
mod context;
mod controller;
mod cookies;
pub mod encode;
mod endpoint;
mod events;
mod fields;
#[cfg(feature = "files")]
mod file;
mod hooks;
mod ids;
mod json;
mod layer;
mod media;
mod mount;
mod offer;
mod openapi;
pub mod pages;
mod prefix;
mod problem;
mod problem_format;
#[doc = include_str!("refusals.md")]
pub mod refusals {}
mod reply;
mod route;
mod router;
mod serve;
mod service;
mod spec;
mod stream;
mod table;
mod task;
mod template;
#[cfg(feature = "test")]
#[cfg_attr(docsrs, doc(cfg(feature = "test")))]
pub mod test;
mod validate;

pub use erased_serde;
#[cfg(feature = "headers")]
#[cfg_attr(docsrs, doc(cfg(feature = "headers")))]
pub use headers;
pub use http;

#[cfg(feature = "templates")]
#[cfg_attr(docsrs, doc(cfg(feature = "templates")))]
pub use minijinja;
#[cfg(feature = "object-store")]
#[cfg_attr(docsrs, doc(cfg(feature = "object-store")))]
pub use object_store;

#[cfg(feature = "messagepack")]
#[cfg_attr(docsrs, doc(cfg(feature = "messagepack")))]
pub use self::args::{MessagePack, MessagePackRejection};
#[cfg(feature = "signed-cookies")]
#[cfg_attr(docsrs, doc(cfg(feature = "signed-cookies")))]
pub use self::cookies::{CookieKeyFault, CookieKeys, PrivateCookies, SignedCookies};
#[cfg(feature = "object-store")]
#[cfg_attr(docsrs, doc(cfg(feature = "object-store")))]
pub use self::file::ObjectFiles;
#[cfg(feature = "templates")]
#[cfg_attr(docsrs, doc(cfg(feature = "templates")))]
pub use self::template::Templates;
pub use self::{
    app::{App, BODY_LIMIT, Error},
    args::{
        BytesRejection, Cookies, Extract, Form, FormRejection, Headers, Json, JsonRejection,
        NoState, ParameterRejection, Preconditions, Query, Readable, Request, State, TextRejection,
        Value,
    },
    attributes::{controller, delete, get, head, options, patch, post, put, route},
    body::{Body, BodyError},
    build::{BuildErrors, Fault},
    context::Context,
    controller::Controller,
    cookies::{CookieFault, CookieIdentity, SameSite, SetCookie},
    encode::Encoder,
    endpoint::{Answer, Endpoint, Mounted},
    events::{
        Event, EventField, IntoEvent, InvalidEventField, LastEventId, Replay, ServerSentEvents,
        Subscription,
    },
    fields::{Accept, CacheControl, CacheDirective, ETag, ETags, InvalidETag, Outcome, Validators},
    hooks::{AfterRequest, AfterResponse, BeforeRequest, RequestHead, ResponseEnd},
    layer::{Layer, ResponseHeader},
    media::{Format, Media},
    mount::OriginalUri,
    offer::Representation,
    openapi::{OperationDoc, ProblemDoc, Schemas},
    pages::{
        Cursor, CursorKeys, Offset, Page, PageNumber, PageOptions, PageStyle, Position, Sort,
        Sortable, Total,
    },
    problem::{FieldError, Problem, ProblemDetails, Rejection},
    problem_format::ProblemFormat,
    reply::{
        Content, Foreign, ForeignService, ForeignTarget, InvalidHeader, Raw, Redirect, Reply,
        Respond, Response, Template, Textual, by,
    },
    router::Router,
    service::{ResponseFuture, Service},
    spec::{Arg, Facts, Literal, Source, Spec},
    stream::{Emitter, Ended, Item, JsonArray, JsonLines, JsonSequence, Piece, Stream},
    task::{
        BodyEnd, IntoTask, Task, TaskCounts, TaskFailure, TaskFailureKind, TaskLimits, TaskReport,
        TaskResult, Tasks,
    },
    template::{TemplateContext, TemplateEngine},
    validate::{
        Current, EtagSource, Modified, PreconditionFailed, PreconditionRequired, Versioned,
    },
};
#[cfg(feature = "files")]
#[cfg_attr(docsrs, doc(cfg(feature = "files")))]
pub use self::{
    fields::{ByteRanges, Selected},
    file::{
        Directory, Entry, File, FileFault, FileFuture, FileSystem, Files, LocalFiles, MediaName,
        MemoryFiles, OpenFile,
    },
};
