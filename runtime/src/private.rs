//! What expansions of the attributes call. Not for users.

use std::marker::PhantomData;

pub use core::{
    option::Option::{None, Some},
    result::Result::{Err, Ok},
};

/// Answers with validators out of the value, and what finds them.
pub use crate::validate::{ByModified, ByVersion, respond as validated};
/// Puts the items in its parentheses beside an item.
pub use folio_macros::beside;
use http::{HeaderName, Response};
use serde::Serialize;
use utoipa::ToSchema;

pub use crate::call::{Arguments, Nth, Part, This, answer, at_once, on, read, refuse, with_tasks};
pub use crate::pages::Paginate;
use crate::{
    args::Extract,
    body::Body,
    context::Context,
    controller::Controller,
    endpoint::{Answer, Mounted},
    fields::CacheControl,
    openapi::{OperationDoc, ProblemDoc, Schemas},
    pages::{Column, KeyKind},
    problem::ProblemDetails,
    reply::{Raw, Reply, Textual},
    router::Router,
    spec::{Arg, Facts, Literal, Source, Spec},
    task::Tasks,
};

/// Stops the build where an answer with a body can't have one.
#[track_caller]
pub const fn bodiless(reply: Reply, message: &'static str) {
    assert!(!reply.body, "{}", message);
}

/// The same where the method says the status, unless the answer says another.
#[track_caller]
pub const fn bodiless_by_method(reply: Reply, message: &'static str) {
    assert!(!reply.body || reply.status.is_some(), "{}", message);
}

/// Stops the build at a value under a status that points elsewhere.
#[track_caller]
pub const fn points(reply: Reply, message: &'static str) {
    assert!(reply.redirect || !reply.body, "{}", message);
}

/// Stops the build at a redirect under a status that is none.
#[track_caller]
pub const fn stays(reply: Reply, message: &'static str) {
    assert!(!reply.redirect, "{}", message);
}

/// Stops the build at a key that a row may lack.
#[track_caller]
pub const fn key_column<T>(column: &Column<T>) {
    assert!(
        !column.is_nullable(),
        "a key tells any two rows apart, so no row is without: take a field that is no `Option`"
    );
}

/// Stops the build where it says where nulls stand, and there are none.
#[track_caller]
pub const fn nullable_column<T>(column: &Column<T>) {
    assert!(
        column.is_nullable() || column.may_be_null(),
        "every row has a value here: leave `nulls` out, or make the field an `Option`"
    );
}

/// Stops the build at a collation of what is no text.
#[track_caller]
pub const fn text_column<T>(column: &Column<T>) {
    assert!(
        matches!(column.kind(), KeyKind::Text),
        "only texts have a `collation`: leave it out"
    );
}

/// An argument of an endpoint that its type extracts; `INDEX` is its place among all.
pub trait Argument<const INDEX: usize>: 'static {
    /// Its type.
    type Type: Extract;
}

/// Whether an argument reads the body.
#[must_use]
pub const fn reads<E: Argument<INDEX>, const INDEX: usize>() -> bool {
    <E::Type as Extract>::BODY
}

macro_rules! read_from {
    ($($name:ident $source:ident)*) => {$(
        /// An argument that is one value, read from where the name says.
        #[must_use]
        pub const fn $name(name: &'static str, describe: fn(&Arg, &mut OperationDoc<'_>)) -> Arg {
            argument(name, Source::$source, describe)
        }
    )*};
}

read_from! {
    in_path Path
    in_query Query
    in_header Header
    in_cookie Cookie
}

/// An argument that its type extracts.
#[must_use]
pub const fn extracted<E: Argument<INDEX>, const INDEX: usize>(name: &'static str) -> Arg {
    argument(name, Source::Extractor, describe::<E, INDEX>)
}

const fn argument(
    name: &'static str,
    source: Source,
    describe: fn(&Arg, &mut OperationDoc<'_>),
) -> Arg {
    Arg {
        name,
        source,
        description: "",
        facts: Facts::NONE,
        describe,
    }
}

/// Describes an argument.
pub fn describe<E: Argument<INDEX>, const INDEX: usize>(arg: &Arg, doc: &mut OperationDoc<'_>) {
    E::Type::describe_as(arg, doc);
}

/// Whether an argument asks for a part of a list.
#[must_use]
pub const fn positions<E: Argument<INDEX>, const INDEX: usize>() -> bool {
    <E::Type as Extract>::POSITION
}

/// Stops the build at options of pages where no argument asks for one.
#[track_caller]
pub const fn positioned(positions: bool) {
    assert!(
        positions,
        "`page(…)` says how a page is asked for, and no argument asks for one: take `PageNumber`, `Offset`, `Cursor<K>` or `Position`, or add `paginate`"
    );
}

/// Stops the build at a position whose page is taken already.
#[track_caller]
pub const fn sliced(positions: bool) {
    assert!(
        !positions,
        "`paginate` takes the page of what is returned: leave this argument out, or `paginate`, and return `Page<T>`"
    );
}

/// Stops the build where a position is not answered by a page, or a page answers none.
#[track_caller]
pub const fn paged(positions: bool, reply: Reply) {
    assert!(
        !positions || reply.page,
        "an argument asks for a page, and this is none: return `Page<T>`, or leave the argument out and add `paginate`"
    );
    assert!(
        positions || !reply.page,
        "a page answers a position, and no argument asks for one: take `PageNumber`, `Offset`, `Cursor<K>` or `Position`"
    );
}

/// Stops the build at the second reader of the body.
#[track_caller]
pub const fn one_body(before: bool, reads: bool) {
    assert!(
        !before || !reads,
        "two arguments read the body, which can be read once: take it in one of them"
    );
}

/// Stops the build at a reader of the body where requests have none.
#[track_caller]
pub const fn no_body(reads: bool) {
    assert!(
        !reads,
        "a GET or HEAD request has no body to read: take `Query<T>` or `#[query]` values, or write `#[post]`"
    );
}

/// Stops the build at media types of a body that nothing reads.
#[track_caller]
pub const fn consumed(reads: bool) {
    assert!(
        reads,
        "no argument reads the body: leave `consumes` out, or take the body by `#[body]` or as `Json<T>`"
    );
}

/// Stops the build at directives of which one allows what another forbids.
#[track_caller]
pub const fn agree(control: CacheControl) {
    if let Some(message) = control.contradiction() {
        panic!("{}", message);
    }
}

/// Runs tasks once an answer was sent, unless it brings its own.
#[must_use]
pub fn background(mut response: Response<Body>, tasks: Tasks, cx: &Context) -> Response<Body> {
    if !response.body().has_tasks() {
        cx.background(&mut response, tasks);
    }
    response
}

/// Asks whether an answer is text.
pub const fn text<T: Textual<M>, M>() {}

/// Asks whether an answer is text or bytes.
pub const fn raw<T: Raw<M>, M>() {}

/// An endpoint by the facts that its attribute states.
#[must_use]
pub fn mounted(spec: &'static Spec, call: fn(Context) -> Answer) -> Mounted {
    Mounted { spec, call }
}

/// The router of a controller: under its prefix, with itself as the state of its endpoints.
#[must_use]
pub fn router<C: Controller>(controller: C, prefix: &str) -> Router {
    Router {
        is_controller: true,
        ..Router::new(prefix).state(controller)
    }
}

/// Runs a plain function where it may block.
///
/// # Panics
///
/// When the function does: the panic goes on in the caller.
pub async fn blocking<T: Send + 'static>(function: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(function).await {
        Ok(value) => value,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The pool is shut down: the runtime is going, and this request with it.
            Err(_) => std::future::pending().await,
        },
    }
}

/// Registers a type's schema if it has one; other types are passed over.
#[derive(Debug)]
pub struct MaybeSchema<T: ?Sized>(pub PhantomData<T>);

impl<T: ToSchema> MaybeSchema<T> {
    /// Registers it.
    pub fn add(&self, schemas: &mut Schemas) {
        schemas.add::<T>();
    }
}

/// Where method resolution ends for types without a schema.
pub trait NoSchema {
    /// Registers nothing.
    fn add(&self, _: &mut Schemas) {}
}

impl<T: ?Sized> NoSchema for &MaybeSchema<T> {}

/// What the literals in an argument's options have to be.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A whole number within the type's own bounds.
    Whole(i128, i128),
    /// A number.
    Real,
    /// `true` or `false`.
    Truth,
    /// One character.
    Letter,
    /// A text.
    Text,
    /// Known when the app is built.
    Unknown,
}

/// A type whose literals are known to the compiler.
pub trait Known {
    /// What they are.
    const KIND: Kind;
}

macro_rules! known {
    ($($kind:expr => $($type:ty)*;)*) => {
        $($(impl Known for $type {
            const KIND: Kind = $kind;
        })*)*
    };
}

macro_rules! known_whole {
    ($($type:ty)*) => {
        known! { $(Kind::Whole(<$type>::MIN as i128, <$type>::MAX as i128) => $type;)* }
    };
}

known_whole! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 usize }

known! {
    Kind::Whole(0, i128::MAX) => u128;
    Kind::Real => f32 f64;
    Kind::Truth => bool;
    Kind::Letter => char;
    Kind::Text => String;
}

impl<T: Known> Known for Option<T> {
    const KIND: Kind = T::KIND;
}

impl<T: Known> Known for Vec<T> {
    const KIND: Kind = T::KIND;
}

/// What literals fit a type: its own constant where the type is [`Known`], else that of [`Unknown`].
#[derive(Debug)]
pub struct Fits<T>(pub PhantomData<T>);

impl<T: Known> Fits<T> {
    /// What they are.
    pub const KIND: Kind = T::KIND;
}

/// Where the look-up of a constant ends for types whose literals nobody knows yet.
pub trait Unknown {
    /// Anything.
    const KIND: Kind = Kind::Unknown;
}

impl<T> Unknown for Fits<T> {}

/// Stops the build at a default that its argument's type can't read.
#[track_caller]
pub const fn default(kind: Kind, literal: Literal) {
    match (kind, literal) {
        (Kind::Whole(least, most), Literal::Int(number)) => assert!(
            least <= number && number <= most,
            "the argument's type doesn't hold this default: write one that it does, or take another type"
        ),
        (Kind::Whole(..), _) => {
            panic!("the argument is a whole number: write its default as one, without quotes")
        }
        (Kind::Real, Literal::Bool(_) | Literal::Text(_)) => {
            panic!("the argument is a number: write its default as one, without quotes")
        }
        (Kind::Truth, Literal::Int(_) | Literal::Float(_) | Literal::Text(_)) => {
            panic!("the argument is a boolean: write `true` or `false` as its default")
        }
        (Kind::Letter, Literal::Text(text)) => assert!(
            characters(text) == 1,
            "the argument is one character: write one as its default, or take `String`"
        ),
        (Kind::Letter | Kind::Text, Literal::Int(_) | Literal::Float(_) | Literal::Bool(_)) => {
            panic!("the argument is a text: write its default in quotes")
        }
        _ => {}
    }
}

/// Stops the build at a bound of what is no number.
#[track_caller]
pub const fn bounded(kind: Kind) {
    assert!(
        !matches!(kind, Kind::Truth | Kind::Letter | Kind::Text),
        "only numbers have `minimum` and `maximum`: leave them out, or take `min_length` and `max_length` for a text"
    );
}

/// Stops the build at a length or a pattern of what is no text.
#[track_caller]
pub const fn measured(kind: Kind) {
    assert!(
        !matches!(kind, Kind::Truth | Kind::Real | Kind::Whole(..)),
        "only texts have a length and a `pattern`: leave them out, or take `minimum` and `maximum` for a number"
    );
}

const fn characters(text: &str) -> usize {
    let (bytes, mut index, mut count) = (text.as_bytes(), 0, 0);
    while index < bytes.len() {
        // What begins with these bits goes on with a character.
        if bytes[index] & 0b1100_0000 != 0b1000_0000 {
            count += 1;
        }
        index += 1;
    }
    count
}

/// A field of a problem: written into its answer, described in the document.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a member of a problem",
    label = "neither written nor described",
    note = "derive both: `#[derive(serde::Serialize, utoipa::ToSchema)]`"
)]
pub trait Member {
    /// Adds the value.
    fn put(&self, name: &str, details: ProblemDetails) -> ProblemDetails;

    /// Adds the schema.
    fn describe<'a, 'b>(
        name: &str,
        description: &str,
        doc: ProblemDoc<'a, 'b>,
    ) -> ProblemDoc<'a, 'b>;

    /// Adds the value as a header.
    fn put_header(&self, name: HeaderName, details: ProblemDetails) -> ProblemDetails;

    /// Adds the schema of the header.
    fn describe_header<'a, 'b>(
        name: &str,
        description: &str,
        doc: ProblemDoc<'a, 'b>,
    ) -> ProblemDoc<'a, 'b>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ToSchema> Member for T {
    fn put(&self, name: &str, details: ProblemDetails) -> ProblemDetails {
        details.with(name, self)
    }

    fn describe<'a, 'b>(
        name: &str,
        description: &str,
        doc: ProblemDoc<'a, 'b>,
    ) -> ProblemDoc<'a, 'b> {
        doc.member::<T>(name, description)
    }

    fn put_header(&self, name: HeaderName, details: ProblemDetails) -> ProblemDetails {
        details.with_header(name, self)
    }

    fn describe_header<'a, 'b>(
        name: &str,
        description: &str,
        doc: ProblemDoc<'a, 'b>,
    ) -> ProblemDoc<'a, 'b> {
        doc.header_of::<T>(name, description)
    }
}

/// The spec that an attribute fills in, at its place in the source.
#[doc(hidden)]
#[macro_export]
macro_rules! __spec {
    () => {
        $crate::Spec::at(::core::module_path!(), ::core::file!(), ::core::line!())
    };
}

/// Registers the schema of a type argument, if it has one.
#[doc(hidden)]
#[macro_export]
macro_rules! __schema {
    ($schemas:ident, $type:ty) => {{
        #[allow(unused_imports)]
        use $crate::__private::NoSchema as _;
        (&$crate::__private::MaybeSchema::<$type>(::core::marker::PhantomData)).add($schemas)
    }};
}
