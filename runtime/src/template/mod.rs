//! Templates: what renders them, what they are rendered over, and what a template's name says.
//!
//! [`Template`](crate::Template) is the answer; the default engine is `Templates`.

mod context;
#[cfg(feature = "templates")]
mod minijinja;
mod name;

pub use self::context::TemplateContext;
#[cfg(feature = "templates")]
pub use self::minijinja::Templates;
pub(crate) use self::name::media;
use crate::body::BodyError;

/// What renders templates: one engine for everything below a layer that sets it.
///
/// The feature `templates` has one, `Templates`. Another is a few lines:
///
/// ```
/// use folio::{App, BodyError, Template, TemplateEngine, context, erased_serde, get, routes};
///
/// struct Echo;
///
/// impl TemplateEngine for Echo {
///     fn render(&self, _: &str, context: &dyn erased_serde::Serialize) -> Result<String, BodyError> {
///         Ok(serde_json::to_string(context)?)
///     }
///
///     fn has(&self, name: &str) -> bool {
///         name == "echo.json"
///     }
/// }
///
/// /// What the engine was given.
/// #[get("/")]
/// fn home() -> Template {
///     Template::new("echo.json", context! { user => "Ada" })
/// }
///
/// App::new("Pages", "1").templates(Echo).routes(routes![home]).build()?;
/// # Ok::<(), folio::BuildErrors>(())
/// ```
///
/// Types that render themselves need no engine: implement [`Respond`](crate::Respond) for them.
pub trait TemplateEngine: Send + Sync + 'static {
    /// A template, rendered over a context.
    ///
    /// # Errors
    ///
    /// No template has the name, or it can't be rendered over this context. What the error says is
    /// logged and never sent.
    fn render(
        &self,
        name: &str,
        context: &dyn erased_serde::Serialize,
    ) -> Result<String, BodyError>;

    /// A template that is given by its source: HTML, so that what the context brings is escaped.
    ///
    /// # Errors
    ///
    /// As [`render`](TemplateEngine::render); an engine may know templates by name only, which is
    /// what it does unless it says otherwise.
    fn render_inline(
        &self,
        _source: &str,
        _context: &dyn erased_serde::Serialize,
    ) -> Result<String, BodyError> {
        Err("this engine renders templates by name only".into())
    }

    /// Whether a template has this name.
    fn has(&self, name: &str) -> bool;

    /// Every name, for the document; none where the engine can't list them.
    fn names(&self) -> Vec<String> {
        Vec::new()
    }

    /// What keeps it from rendering: faults of [`App::build`](crate::App::build).
    fn faults(&self) -> Vec<String> {
        Vec::new()
    }
}

impl std::fmt::Debug for dyn TemplateEngine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TemplateEngine")
    }
}
