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
//!
//! # Arguments
//!
//! | the argument | is |
//! |---|---|
//! | its name stands in the path | that path parameter |
//! | `#[query]`, `#[header]`, `#[cookie]`, `#[path]` | one value from there ([`Value`]), with options |
//! | `#[body]` | the JSON body, as [`Json`] without its wrapper |
//! | anything else | what its type's [`Extract`] reads: [`Query`], [`Json`], [`Form`], [`State`], [`Headers`], [`Cookies`], [`Request`], [`bytes::Bytes`], `String`, `Option` and `Result` of one, your own |
//!
//! # Answers
//!
//! Whatever [`Respond`] is implemented for: values, text, bytes, `()`, `Option`, `Result` with a
//! [`Problem`], [`Response`].
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
//! | `messagepack` | `MessagePack`, `media_type = MessagePack` |
//! | `swagger-ui` | `App::docs`: a page that shows the document, served by the program itself |
//! | `test` | the module `test`: a client that checks every answer against the document |
//! | `jiff`, `uuid`, `chrono`, `time` | schemas of these crates' types as fields |

#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate self as folio;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod app;
mod args;
mod attributes;
mod body;
mod build;
mod call;
mod context;
mod endpoint;
mod layer;
mod media;
mod openapi;
mod problem;
#[doc = include_str!("refusals.md")]
pub mod refusals {}
mod reply;
mod route;
mod router;
mod serve;
mod service;
mod spec;
mod table;
#[cfg(feature = "test")]
#[cfg_attr(docsrs, doc(cfg(feature = "test")))]
pub mod test;

pub use http;

#[cfg(feature = "messagepack")]
#[cfg_attr(docsrs, doc(cfg(feature = "messagepack")))]
pub use self::args::{MessagePack, MessagePackRejection};
pub use self::{
    app::{App, BODY_LIMIT, Error},
    args::{
        BytesRejection, Cookies, Extract, Form, FormRejection, Headers, Json, JsonRejection,
        NoState, ParameterRejection, Query, Readable, Request, State, TextRejection, Value,
    },
    attributes::{delete, get, head, options, patch, post, put, route},
    body::{Body, BodyError},
    build::{BuildErrors, Fault},
    context::Context,
    endpoint::{Answer, Endpoint, Mounted},
    media::{Format, Media},
    openapi::{OperationDoc, ProblemDoc, Schemas},
    problem::{FieldError, Problem, ProblemDetails, Rejection},
    reply::{Content, Raw, Respond, Response, Textual, by},
    router::Router,
    service::{ResponseFuture, Service},
    spec::{Arg, Facts, HeaderFact, Literal, Source, Spec},
};
