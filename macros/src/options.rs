//! The options of an attribute: `"/path", key = value, …`. The only list of keys.

use proc_macro2::Span;
use syn::{
    Error, Ident, LitInt, LitStr, Token,
    parse::{Parse, ParseStream},
};

use crate::{
    background::Background,
    errors::{Errors, nearest},
    layer::{self, LayerOption, LayerOptions},
    media::{Media, check},
    syntax::{equals, flag, list, quoted, separated, unknown, value},
    template::Template,
};

/// The keys of endpoints, besides those of layers.
pub(crate) const OWN: [&str; 12] = [
    "status",
    "media_type",
    "consumes",
    "tags",
    "operation_id",
    "summary",
    "description",
    "deprecated",
    "blocking",
    "background",
    "paginate",
    "methods",
];

/// The methods an attribute can serve.
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// What the user wrote between the parentheses.
pub(crate) struct Options {
    pub(crate) template: Template,
    pub(crate) methods: Vec<Ident>,
    pub(crate) status: Option<u16>,
    pub(crate) media: Option<Media>,
    pub(crate) consumes: Vec<LitStr>,
    pub(crate) tags: Vec<LitStr>,
    pub(crate) operation_id: Option<LitStr>,
    pub(crate) summary: Option<LitStr>,
    pub(crate) description: Option<LitStr>,
    pub(crate) deprecated: bool,
    pub(crate) blocking: Option<Span>,
    pub(crate) background: Option<Background>,
    /// Whether it answers a page of the list that the function returns.
    pub(crate) paginate: bool,
    pub(crate) layer: LayerOptions,
}

/// One `key = value`, `key(…)` or `key`.
enum Setting {
    Path(LitStr),
    Methods(Vec<Ident>),
    Status(LitInt),
    Media(Media),
    Consumes(Vec<LitStr>),
    Tags(Vec<LitStr>),
    OperationId(LitStr),
    Summary(LitStr),
    Description(LitStr),
    Deprecated,
    Blocking(Span),
    Background(Background),
    Paginate,
    Layer(Box<LayerOption>),
}

/// A setting with the key it was written under.
struct Keyed {
    key: Option<Ident>,
    setting: Setting,
}

impl Options {
    /// Parses the arguments of an attribute; `method` is `None` for `#[route]`.
    ///
    /// Returns `None` only when there is no path to go on with.
    pub(crate) fn parse(
        tokens: proc_macro2::TokenStream,
        method: Option<Ident>,
        errors: &mut Errors,
    ) -> Option<Self> {
        let settings = syn::parse::Parser::parse2(separated::<Keyed>, tokens);
        let settings = errors.keep(settings)?;
        let is_route = method.is_none();
        let mut fold = Fold {
            methods: method.into_iter().collect(),
            seen: Vec::new(),
            path: None,
            options: None,
        };
        for keyed in settings {
            fold.take(keyed, is_route, errors);
        }
        fold.finish(is_route, errors)
    }
}

/// Folds settings into [`Options`], refusing a key that comes twice.
struct Fold {
    methods: Vec<Ident>,
    seen: Vec<String>,
    path: Option<LitStr>,
    options: Option<Box<Partial>>,
}

/// The options besides path and methods.
#[derive(Default)]
struct Partial {
    status: Option<u16>,
    media: Option<Media>,
    consumes: Vec<LitStr>,
    tags: Vec<LitStr>,
    operation_id: Option<LitStr>,
    summary: Option<LitStr>,
    description: Option<LitStr>,
    deprecated: bool,
    blocking: Option<Span>,
    background: Option<Background>,
    paginate: bool,
    layer: LayerOptions,
}

impl Fold {
    fn take(&mut self, keyed: Keyed, is_route: bool, errors: &mut Errors) {
        if let Some(key) = &keyed.key {
            let name = key.to_string();
            if !layer::REPEATED.contains(&name.as_str()) && self.seen.contains(&name) {
                errors.push(key, format!("`{name}` is given twice: keep one"));
                return;
            }
            self.seen.push(name);
        }
        let options = self.options.get_or_insert_default();
        match keyed.setting {
            Setting::Path(path) if self.path.is_some() => {
                errors.push(path, "a second path: give each path an endpoint of its own");
            }
            Setting::Path(path) => self.path = Some(path),
            Setting::Methods(methods) if is_route => self.methods = methods,
            Setting::Methods(_) => {
                if let Some(key) = &keyed.key {
                    errors.push(
                        key,
                        "`methods` belongs to `#[route]`: this attribute serves one method",
                    );
                }
            }
            Setting::Status(lit) => options.status = status(&lit, errors),
            Setting::Media(media) => options.media = Some(media),
            Setting::Consumes(media) => options.consumes = media,
            Setting::Tags(tags) => options.tags = tags,
            Setting::OperationId(lit) if lit.value().is_empty() => {
                errors.push(lit, "an empty id: leave it out to take the function's name");
            }
            Setting::OperationId(lit) => options.operation_id = Some(lit),
            Setting::Summary(lit) => options.summary = Some(lit),
            Setting::Description(lit) => options.description = Some(lit),
            Setting::Deprecated => options.deprecated = true,
            Setting::Blocking(span) => options.blocking = Some(span),
            Setting::Background(background) => options.background = Some(background),
            Setting::Paginate => options.paginate = true,
            Setting::Layer(option) => options.layer.add(*option, errors),
        }
    }

    fn finish(self, is_route: bool, errors: &mut Errors) -> Option<Options> {
        let Some(path) = self.path else {
            errors.push_at(
                Span::call_site(),
                "no path: write it first, as in `#[get(\"/users\")]`",
            );
            return None;
        };
        if is_route && self.methods.is_empty() {
            errors.push(
                &path,
                "no methods: write `methods = [GET, POST]` beside the path",
            );
        }
        let options = *self.options.unwrap_or_default();
        Some(Options {
            template: Template::parse(path, errors),
            methods: self.methods,
            status: options.status,
            media: options.media,
            consumes: options.consumes,
            tags: options.tags,
            operation_id: options.operation_id,
            summary: options.summary,
            description: options.description,
            deprecated: options.deprecated,
            blocking: options.blocking,
            background: options.background,
            paginate: options.paginate,
            layer: options.layer,
        })
    }
}

/// A final status is 200 to 599 (RFC 9110 §15).
fn status(lit: &LitInt, errors: &mut Errors) -> Option<u16> {
    let message = match lit.base10_parse::<u16>() {
        Ok(code @ 200..=599) if lit.suffix().is_empty() => return Some(code),
        Ok(code @ 200..=599) => format!("a status has no suffix: write `{code}`"),
        Ok(code @ 100..=199) => format!("{code} is no final status: use 200 to 599"),
        _ => format!("`{lit}` is no status: use 200 to 599"),
    };
    errors.push(lit, message);
    None
}

impl Parse for Keyed {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            let setting = Setting::Path(input.parse()?);
            return Ok(Keyed { key: None, setting });
        }
        let key: Ident = input
            .call(syn::ext::IdentExt::parse_any)
            .map_err(|error| Error::new(error.span(), "write the path or `key = value`"))?;
        let setting = match key.to_string().as_str() {
            "status" => Setting::Status(value(&key, input, "200")?),
            "media_type" => Setting::Media(media(&key, input)?),
            "operation_id" => Setting::OperationId(value(&key, input, "\"…\"")?),
            "summary" => Setting::Summary(value(&key, input, "\"…\"")?),
            "description" => Setting::Description(value(&key, input, "\"…\"")?),
            "deprecated" => flag(&key, input).map(|()| Setting::Deprecated)?,
            "background" => Setting::Background(Background::parse(&key, input)?),
            "paginate" => flag(&key, input).map(|()| Setting::Paginate)?,
            "blocking" => flag(&key, input).map(|()| Setting::Blocking(key.span()))?,
            "consumes" => Setting::Consumes(consumes(&key, input)?),
            "tags" => Setting::Tags(list(&key, input, "[\"…\"]")?),
            "methods" => Setting::Methods(methods(&key, input)?),
            name if layer::KEYS.contains(&name) => {
                Setting::Layer(Box::new(LayerOption::parse(&key, input)?))
            }
            _ => return Err(no_option(&key, input)),
        };
        Ok(Keyed {
            key: Some(key),
            setting,
        })
    }
}

fn media(key: &Ident, input: ParseStream<'_>) -> syn::Result<Media> {
    equals(key, input, "Json")?;
    input.parse()
}

/// The media types a body may come in.
fn consumes(key: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<LitStr>> {
    let media: Vec<LitStr> = list(key, input, "[\"application/json\"]")?;
    if media.is_empty() {
        let message = "no media type: leave `consumes` out to take those of the argument's type";
        return Err(Error::new(key.span(), message));
    }
    for (index, lit) in media.iter().enumerate() {
        check(lit)?;
        let text = lit.value();
        let same = |other: &LitStr| other.value().eq_ignore_ascii_case(&text);
        if media[..index].iter().any(same) {
            let message = format!("`{text}` is given twice: keep one");
            return Err(Error::new(lit.span(), message));
        }
    }
    Ok(media)
}

/// The path is what people look for a key of, or for a constant.
fn no_option(key: &Ident, input: ParseStream<'_>) -> Error {
    if key == "path" {
        return Error::new(key.span(), "the path has no key: write the text alone");
    }
    let keys = [&OWN[..], &layer::KEYS].concat();
    let alone = input.is_empty() || input.peek(Token![,]);
    if alone && nearest(&key.to_string(), keys.iter().copied()).is_none() {
        let message = format!("no option `{key}`; if it is the path, write it out as a text");
        return Error::new(key.span(), message);
    }
    unknown(key, &keys)
}

fn methods(key: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let methods: Vec<Ident> = list(key, input, "[GET, POST]")?;
    for (index, method) in methods.iter().enumerate() {
        let name = method.to_string();
        if !METHODS.contains(&name.as_str()) {
            let hint = nearest(&name.to_uppercase(), METHODS).map_or_else(
                || format!("write one of {}", quoted(&METHODS)),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("no method `{name}`; {hint}");
            return Err(Error::new(method.span(), message));
        }
        if methods[..index].contains(method) {
            let message = format!("`{name}` is given twice: keep one");
            return Err(Error::new(method.span(), message));
        }
    }
    Ok(methods)
}
