//! The attributes, documented here, where their examples run.

/// Serves GET requests, and HEAD requests without their body.
///
/// ```
/// use folio::get;
///
/// /// The tenfold of a number.
/// ///
/// /// What follows the first line is the operation's description.
/// #[get("/tenfold/{n}", tags = ["numbers"])]
/// fn tenfold(n: u32, #[query(default = 1, minimum = 1, maximum = 9)] times: u32) -> u64 {
///     u64::from(n) * 10 * u64::from(times)
/// }
///
/// assert_eq!(tenfold(2, 1), 20); // it stays a function
/// ```
///
/// # Options
///
/// The path comes first: segments of text, `{name}` for a parameter that an argument of that name
/// takes, `{*rest}` for the rest of the path. Then, in any order:
///
/// | option | says |
/// |---|---|
/// | `status = 202` | the status of an answer that sets none: otherwise 302 for `Redirect`, 201 for POST, 204 for DELETE, 200 |
/// | `media_type = Text` | `Json`, `MessagePack`, `Text`, `Html`, `Bytes`, or a literal such as `"application/hal+json"` |
/// | `produces = [Json, MessagePack, Html("page.html"), "text/csv"]` | the representations of a value, chosen by `Accept`, the first by default: a [`Template`](crate::Template) is rendered over it, an [`Encoder`](crate::Encoder) writes another media type |
/// | `template = "page.html"` | the value rendered by a template, alone |
/// | `file_system = "reports"` | which file system an argument `Files` is of |
/// | `not_acceptable = first` | a request that accepts none of them gets the first instead of a 406 problem |
/// | `consumes = ["application/merge-patch+json"]` | the media types a body may come in, where they are not its reader's own |
/// | `tags = ["a", "b"]` | groups in the document |
/// | `operation_id = "…"` | its id in the document, otherwise the function's name |
/// | `summary = "…"`, `description = "…"` | instead of the doc comment's first line and rest |
/// | `deprecated` | clients should stop using it; rustc's own attribute says so too |
/// | `blocking` | a plain `fn` runs on tokio's blocking pool |
/// | `paginate` | what is returned is a list, such as a `Vec<T>`, an iterator or another [`PageSource`](crate::pages::PageSource), and a page of it is answered |
/// | `methods = [GET, POST]` | of [`route`], which methods it serves |
/// | `background(log(id))` | what is done once the answer was sent, over clones of the arguments: calls of `async` functions or [`Task`](crate::Task)s, in order, or `concurrently`; `on_errors` too |
///
/// and settings, which controllers take as well, and which `App`, `Router` and [`Layer`](crate::Layer)
/// have as methods:
///
/// | setting | says |
/// |---|---|
/// | `header("x-a" = "b")` | a header of every answer, with `description`, `example`, `schema = u64`, `deprecated`; beside others of its name with `append`, not on errors with `success_only`, taken away with `remove` |
/// | `header("location", description = "…")` | a header that the handler sets, `required` where it always does; `documentation_only` says the same aloud |
/// | `headers("x-a" = "1", "x-b" = "2")` | several of them |
/// | `cookie("a" = "b", max_age = 60, …)` | a cookie of every answer: `path`, `domain`, `secure`, `http_only`, `same_site = Strict`, `partitioned`, `description`, `success_only`, `remove`; without a value one that the handler sets ([`Response::cookie`](crate::Response::cookie)) |
/// | `cache_control(public, max_age = 60)` | how the answer may be stored |
/// | `etag = strong` | the entity tag: `strong` or `weak` from the body, `version` from a [`Versioned`](crate::Versioned) value, `given` by the handler; clients that have it get a 304 |
/// | `last_modified = modified` | `Last-Modified` from a [`Modified`](crate::Modified) value, or `given` by the handler |
/// | `preconditions = required` | a request without a condition is a 428 where [`Preconditions`](crate::Preconditions) are taken |
/// | `page(size = 50, max_size = 500)` | how a list is paged, below; methods of [`PageOptions`](crate::PageOptions) on layers |
/// | `ping_interval = 15` | how many seconds an event stream may be silent before it sends a comment |
/// | `before_request = gate`, `after_request = stamp`, `after_response = log` | functions that run around it; `after_request(stamp, header("x-time"))` declares what one adds |
///
/// `page(…)` goes with [`paginate`](macro@get), or with an argument that asks for a part of a list
/// ([`PageNumber`](crate::PageNumber), [`Offset`](crate::Offset), [`Cursor`](crate::Cursor),
/// [`Position`](crate::Position)):
///
/// | in `page(…)` | says |
/// |---|---|
/// | `size = 50` | how many items a page has where the request doesn't say it; otherwise the style's, 20 where it says none |
/// | `max_size = 500` | how many a request may ask for; otherwise the style's, 100 where it says none |
/// | `above = clamp` | a larger size is cut to it instead of refused (`refuse`) |
/// | `zero_based` | the first page is called 0 |
/// | `default_number = 2` | the page that is meant where the request doesn't say it |
/// | `max_offset = 10_000` | pages behind more items are refused with a 400 |
/// | `count = none` | how much counting a page is worth: `none`, `estimated`, `capped`, `exact` |
/// | `style = PageStyle::link()` | how it is asked for and shown: a [`PageStyle`](crate::PageStyle) |
/// | `base = "https://api.example.com"` | what links begin with; otherwise they are relative |
/// | `names(number = "p", size = "per")` | query parameters under other names: `number`, `size`, `offset`, `limit`, `after`, `before`, `cursor_size`, `last` |
/// | `aliases(number = "no")` | the same, under a second name |
/// | `plain_cursors` | cursors are the keys of rows as they are, which clients can make |
///
/// # Arguments
///
/// `#[query]`, `#[header]`, `#[cookie]`, `#[path]` and `#[body]` say where a value comes from. Their
/// options are checked on every request and written into the document from the same facts:
///
/// | option | says |
/// |---|---|
/// | `default = 10` | the value when there is none; without it, `Option<T>` may be missing and `Vec<T>` may be empty |
/// | `minimum = 1`, `maximum = 100` | bounds of a number, themselves allowed |
/// | `min_length = 1`, `max_length = 9` | bounds of a text's length in characters |
/// | `pattern = "^[a-z]+$"` | a regular expression (`regex-lite`'s dialect) that matches somewhere in the text: write `^` and `$` for all of it |
/// | `name = "x-trace"` | the name on the wire; otherwise the argument's, with `-` for `_` in headers |
/// | `alias = "q"` | a second name, looked for when the first is missing |
///
/// A doc comment on an argument is its description.
///
/// # Errors at compile time
///
/// A status that can't carry the body that is returned (1xx, 204, 205, 304); a redirect under a status
/// that is none, and a value under one that is (301, 302, 303, 307, 308); a path parameter without
/// an argument; two readers of the body, or one on GET; an argument or return type that can't be one;
/// options that contradict each other.
pub use folio_macros::get;

/// Serves POST requests; the status is 201 unless `status` says otherwise. Options as for [`get`].
pub use folio_macros::post;

/// Serves PUT requests. Options as for [`get`].
pub use folio_macros::put;

/// Serves PATCH requests. Options as for [`get`].
pub use folio_macros::patch;

/// Serves DELETE requests; the status is 204 unless `status` says otherwise, so the function returns
/// `()` or `Result<(), E>`. Options as for [`get`].
///
/// ```
/// use folio::delete;
///
/// /// Removes a thing.
/// #[delete("/things/{id}")]
/// async fn remove(id: u64) {}
/// ```
///
/// ```compile_fail
/// use folio::delete;
///
/// #[delete("/things/{id}")]
/// async fn remove(id: u64) -> u64 { id } // a 204 response carries no body
/// ```
pub use folio_macros::delete;

/// Serves HEAD requests alone; [`get`] serves them too. Options as for [`get`].
pub use folio_macros::head;

/// Serves OPTIONS requests, which are answered with `Allow` otherwise. Options as for [`get`].
pub use folio_macros::options_ as options;

/// Serves several methods: `#[route("/x", methods = [GET, POST])]`; the status is 200 unless `status`
/// says otherwise. Options as for [`get`].
pub use folio_macros::route;

/// Makes the methods of an `impl` block endpoints of one router, and their type a [`Controller`].
///
/// ```
/// use folio::{App, Json, Router, controller, get, post};
///
/// struct Words {
///     known: Vec<String>,
/// }
///
/// #[controller("/words", header("x-team" = "letters"), tags = ["words"])]
/// impl Words {
///     /// The words that begin with a letter.
///     #[get("/{letter}")]
///     async fn beginning(&self, letter: char) -> Vec<String> {
///         self.of(letter).cloned().collect()
///     }
///
///     /// Whether a word is known.
///     #[post("/look-up", status = 200)]
///     fn look_up(&self, word: Json<String>) -> bool {
///         self.known.contains(&word.0)
///     }
///
///     fn of(&self, letter: char) -> impl Iterator<Item = &String> {
///         self.known.iter().filter(move |word| word.starts_with(letter))
///     }
/// }
///
/// let english = Words { known: vec!["tree".to_owned()] };
/// let german = Words { known: vec!["Baum".to_owned()] };
/// let service = App::new("Dictionary", "1.0.0")
///     .mount(english)
///     .mount(Router::new("/de").mount(german))
///     .build()?;
/// assert!(service.openapi().contains("/de/words/{letter}"));
/// # Ok::<(), folio::BuildErrors>(())
/// ```
///
/// The block stays an `impl` block: its methods can be called, and what has no attribute of its own is
/// left alone. An endpoint is a method that takes `&self` and has an attribute such as [`get`], under that
/// name, with its options and arguments. Its path goes on where the controller's prefix ends; `/` is the prefix itself.
/// A parameter of the prefix is an argument of every endpoint.
///
/// A controller is mounted like a [`Router`](crate::Router), in an app or a router, and several times:
/// each has a value of its own. The value is shared by all requests, so what changes in it stands in a
/// lock or an atomic. The paths of the routers above tell the operations apart: `beginning` of the second
/// one above has the id `de_beginning`; [`Router::operation_prefix`](crate::Router::operation_prefix)
/// says something else.
///
/// # Options
///
/// The prefix comes first, `"/"` for none. The settings of a layer hold for every endpoint that says
/// nothing nearer: `header(…)`, `headers(…)` and the others of [`get`]. Besides:
///
/// | option | says |
/// |---|---|
/// | `tags = ["a", "b"]` | groups in the document, before those of an endpoint's own; [`App::tag`](crate::App::tag) describes them |
/// | `media_type = MessagePack` | the media type of answers where an endpoint names none |
/// | `operation_prefix = "words_"` | what stands in front of its operations' ids, for names that another controller has too |
///
/// # Errors at compile time
///
/// An `impl` of a trait or of a generic type; an endpoint that takes no `&self`; one without an argument
/// for a parameter of the prefix; whatever an endpoint outside of a controller is refused for.
///
/// [`Controller`]: trait@crate::Controller
pub use folio_macros::controller;
