//! The default engine: templates in the language of Jinja, by minijinja.

use std::{
    borrow::Cow,
    fs, io,
    path::{Path, PathBuf},
};

use minijinja::{
    AutoEscape, Environment, Error, Output, State, Value, escape_formatter, value::Serde,
};

use super::{
    TemplateEngine,
    name::{Escape, escape},
};
use crate::body::BodyError;

/// How deep directories are read.
const DEPTH: usize = 16;

/// The templates of an app, in the [language of Jinja](https://jinja.palletsprojects.com/templates/),
/// rendered by [`minijinja`](crate::minijinja).
///
/// ```
/// use folio::{App, Template, Templates, context, get, routes};
///
/// /// The home page.
/// #[get("/")]
/// fn home(#[query] user: Option<String>) -> Template {
///     Template::new("home.html", context! { user })
/// }
///
/// // `Templates::load("templates")` reads a directory instead.
/// let templates = Templates::new([("home.html", "<p>Hello, {{ user or 'world' }}!</p>")]);
/// App::new("Pages", "1").templates(templates).routes(routes![home]).build()?;
/// # Ok::<(), folio::BuildErrors>(())
/// ```
///
/// All of them are compiled when the app starts: one that can't be is a fault of
/// [`App::build`](crate::App::build).
///
/// # Escaping
///
/// Values are escaped by the first suffix of the template's name that is known, so `.jinja` or `.j2`
/// may follow: for HTML in `html`, `xml` and `svg`; as JSON, quotes and all, in `json`, `js` and
/// `yaml`; not at all in `txt`, `csv`, `css`, `md` and `ics`. A name that says nothing is escaped for
/// HTML. A `media_type` of the attribute changes what is sent, not how it is escaped.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    /// Whether templates are looked for when they are named, so that nobody knows them all.
    open: bool,
    faults: Vec<String>,
}

impl Templates {
    /// Templates by their names and sources, such as `("home.html", include_str!("home.html"))`.
    #[must_use]
    pub fn new<N, S>(templates: impl IntoIterator<Item = (N, S)>) -> Self
    where
        N: Into<Cow<'static, str>>,
        S: Into<Cow<'static, str>>,
    {
        let mut engine = Templates::empty();
        for (name, source) in templates {
            engine.add(name.into(), source.into());
        }
        engine
    }

    /// Every file of a directory and those below it, by its path inside, such as `mails/hello.txt`.
    ///
    /// The path is relative to where the program is started; files and directories whose names begin
    /// with a dot are left out, and directories behind a link. Files are read once: the app is
    /// started anew when they change.
    #[must_use]
    pub fn load(directory: impl AsRef<Path>) -> Self {
        let mut engine = Templates::empty();
        let directory = directory.as_ref();
        let mut files = Vec::new();
        if let Err(error) = collect(directory, DEPTH, &mut files) {
            let message = format!("the templates in `{}`: {error}", directory.display());
            engine.faults.push(message);
        }
        files.sort();
        for file in files {
            match fs::read_to_string(&file) {
                Ok(source) => engine.add(name(directory, &file).into(), source.into()),
                Err(error) => {
                    let message = format!("the template `{}`: {error}", file.display());
                    engine.faults.push(message);
                }
            }
        }
        engine
    }

    /// Changes the environment: adds filters, functions, globals.
    ///
    /// What templates are compiled by, such as their syntax, is set on an environment of its own
    /// before they are added: `Templates::from(environment)`.
    #[must_use]
    pub fn configure(mut self, change: impl FnOnce(&mut Environment<'static>)) -> Self {
        change(&mut self.environment);
        self
    }

    fn empty() -> Self {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|name| match escape(name) {
            Escape::Html => AutoEscape::Html,
            Escape::Json => AutoEscape::Json,
            Escape::Nothing => AutoEscape::None,
        });
        environment.set_formatter(format);
        Templates {
            environment,
            open: false,
            faults: Vec::new(),
        }
    }

    fn add(&mut self, name: Cow<'static, str>, source: Cow<'static, str>) {
        let added = self.environment.add_template_owned(name.clone(), source);
        if let Err(error) = added {
            self.faults.push(format!("the template `{name}`: {error}"));
        }
    }
}

/// An environment that is used as it is, with its own escaping; one that has no templates yet is
/// taken to load them when they are named.
impl From<Environment<'static>> for Templates {
    fn from(environment: Environment<'static>) -> Self {
        let open = environment.templates().next().is_none();
        Templates {
            environment,
            open,
            faults: Vec::new(),
        }
    }
}

impl TemplateEngine for Templates {
    fn render(
        &self,
        name: &str,
        context: &dyn erased_serde::Serialize,
    ) -> Result<String, BodyError> {
        let template = self.environment.get_template(name)?;
        Ok(template.render(Serde(context))?)
    }

    fn render_inline(
        &self,
        source: &str,
        context: &dyn erased_serde::Serialize,
    ) -> Result<String, BodyError> {
        // The name says how values are escaped.
        let rendered = self
            .environment
            .render_named_str("inline.html", source, Serde(context));
        Ok(rendered?)
    }

    fn has(&self, name: &str) -> bool {
        self.environment.get_template(name).is_ok()
    }

    fn names(&self) -> Vec<String> {
        if self.open {
            return Vec::new();
        }
        let templates = self.environment.templates();
        templates.map(|(name, _)| name.to_owned()).collect()
    }

    fn faults(&self) -> Vec<String> {
        self.faults.clone()
    }
}

/// Writes a value, for HTML with the references that Jinja writes: minijinja's own escapes slashes, too,
/// so that no path would be readable.
fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_safe() || !matches!(state.auto_escape(), AutoEscape::Html) {
        return escape_formatter(out, state, value);
    }
    let text = value
        .as_str()
        .map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed);
    let mut rest = &*text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.write_str(&rest[..at])?;
        out.write_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&#34;",
            _ => "&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    Ok(out.write_str(rest)?)
}

/// Every file below a directory.
fn collect(directory: &Path, depth: usize, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_dir() {
            if depth == 0 {
                let message = format!("`{}` is more than {DEPTH} deep", path.display());
                return Err(io::Error::other(message));
            }
            collect(&path, depth - 1, files)?;
        } else if path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

/// The path of a file inside its directory, with `/` on every system.
fn name(directory: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(directory).unwrap_or(file);
    let segments: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    segments.join("/")
}
