//! The options of an attribute: `"/path", key = value, …`. The only list of keys.

use proc_macro2::Span;
use syn::{
    Ident, LitInt, LitStr, Token, bracketed, parenthesized,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

use crate::{
    errors::{Errors, nearest},
    media::Media,
    template::Template,
};

/// Every key an attribute knows.
const KEYS: [&str; 10] = [
    "status",
    "media_type",
    "tags",
    "operation_id",
    "summary",
    "description",
    "deprecated",
    "blocking",
    "header",
    "methods",
];

/// The methods an attribute can serve.
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// A header that every answer of the endpoint carries, or may carry when it has no value.
pub(crate) struct HeaderOption {
    pub(crate) name: LitStr,
    pub(crate) value: Option<LitStr>,
    pub(crate) description: Option<LitStr>,
}

/// What the user wrote between the parentheses.
pub(crate) struct Options {
    pub(crate) template: Template,
    pub(crate) methods: Vec<Ident>,
    pub(crate) status: Option<(u16, Span)>,
    pub(crate) media: Option<Media>,
    pub(crate) tags: Vec<LitStr>,
    pub(crate) operation_id: Option<LitStr>,
    pub(crate) summary: Option<LitStr>,
    pub(crate) description: Option<LitStr>,
    pub(crate) deprecated: bool,
    pub(crate) blocking: Option<Span>,
    pub(crate) headers: Vec<HeaderOption>,
}

/// One `key = value`, `key(…)` or `key`.
enum Setting {
    Path(LitStr),
    Methods(Vec<Ident>),
    Status(LitInt),
    Media(Media),
    Tags(Vec<LitStr>),
    OperationId(LitStr),
    Summary(LitStr),
    Description(LitStr),
    Deprecated,
    Blocking(Span),
    Header(HeaderOption),
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
        let settings =
            syn::parse::Parser::parse2(Punctuated::<Keyed, Token![,]>::parse_terminated, tokens);
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
    status: Option<(u16, Span)>,
    media: Option<Media>,
    tags: Vec<LitStr>,
    operation_id: Option<LitStr>,
    summary: Option<LitStr>,
    description: Option<LitStr>,
    deprecated: bool,
    blocking: Option<Span>,
    headers: Vec<HeaderOption>,
}

impl Fold {
    fn take(&mut self, keyed: Keyed, is_route: bool, errors: &mut Errors) {
        if let Some(key) = &keyed.key {
            let name = key.to_string();
            if name != "header" && self.seen.contains(&name) {
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
            Setting::Tags(tags) => options.tags = tags,
            Setting::OperationId(lit) => options.operation_id = Some(lit),
            Setting::Summary(lit) => options.summary = Some(lit),
            Setting::Description(lit) => options.description = Some(lit),
            Setting::Deprecated => options.deprecated = true,
            Setting::Blocking(span) => options.blocking = Some(span),
            Setting::Header(header) => options.headers.push(header),
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
            tags: options.tags,
            operation_id: options.operation_id,
            summary: options.summary,
            description: options.description,
            deprecated: options.deprecated,
            blocking: options.blocking,
            headers: options.headers,
        })
    }
}

/// A final status is 200 to 599 (RFC 9110 §15).
fn status(lit: &LitInt, errors: &mut Errors) -> Option<(u16, Span)> {
    match lit.base10_parse::<u16>() {
        Ok(code @ 200..=599) => Some((code, lit.span())),
        Ok(code @ 100..=199) => {
            errors.push(lit, format!("{code} is no final status: use 200 to 599"));
            None
        }
        _ => {
            errors.push(lit, format!("`{lit}` is no status: use 200 to 599"));
            None
        }
    }
}

impl Parse for Keyed {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            let setting = Setting::Path(input.parse()?);
            return Ok(Keyed { key: None, setting });
        }
        let key: Ident = input.call(syn::ext::IdentExt::parse_any)?;
        let setting = match key.to_string().as_str() {
            "status" => Setting::Status(value(input)?),
            "media_type" => Setting::Media(value(input)?),
            "operation_id" => Setting::OperationId(value(input)?),
            "summary" => Setting::Summary(value(input)?),
            "description" => Setting::Description(value(input)?),
            "deprecated" => Setting::Deprecated,
            "blocking" => Setting::Blocking(key.span()),
            "tags" => Setting::Tags(list(input)?),
            "methods" => Setting::Methods(methods(input)?),
            "header" => Setting::Header(header(input)?),
            other => return Err(unknown(&key, other)),
        };
        Ok(Keyed {
            key: Some(key),
            setting,
        })
    }
}

fn unknown(key: &Ident, name: &str) -> syn::Error {
    let hint = nearest(name, KEYS).map_or_else(
        || format!("the options are {}", quoted(&KEYS)),
        |near| format!("did you mean `{near}`?"),
    );
    syn::Error::new(key.span(), format!("no option `{name}`; {hint}"))
}

/// `` `a`, `b` and `c` ``.
pub(crate) fn quoted(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

fn value<T: Parse>(input: ParseStream<'_>) -> syn::Result<T> {
    input.parse::<Token![=]>()?;
    input.parse()
}

fn list<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    input.parse::<Token![=]>()?;
    let content;
    bracketed!(content in input);
    Ok(Punctuated::<T, Token![,]>::parse_terminated(&content)?
        .into_iter()
        .collect())
}

fn methods(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let methods: Vec<Ident> = list(input)?;
    for (index, method) in methods.iter().enumerate() {
        let name = method.to_string();
        if !METHODS.contains(&name.as_str()) {
            let hint = nearest(&name.to_uppercase(), METHODS).map_or_else(
                || format!("the methods are {}", quoted(&METHODS)),
                |near| format!("did you mean `{near}`?"),
            );
            return Err(syn::Error::new(
                method.span(),
                format!("no method `{name}`; {hint}"),
            ));
        }
        if methods[..index].contains(method) {
            return Err(syn::Error::new(
                method.span(),
                format!("`{name}` is given twice: keep one"),
            ));
        }
    }
    Ok(methods)
}

/// `header("x-a" = "value")` or `header("x-a", value = "…", description = "…")`.
fn header(input: ParseStream<'_>) -> syn::Result<HeaderOption> {
    let content;
    parenthesized!(content in input);
    let mut header = HeaderOption {
        name: content.parse()?,
        value: None,
        description: None,
    };
    header_name(&header.name)?;
    if content.peek(Token![=]) {
        header.value = Some(header_value(value(&content)?)?);
    }
    while !content.is_empty() {
        content.parse::<Token![,]>()?;
        if content.is_empty() {
            break;
        }
        let key: Ident = content.parse()?;
        match key.to_string().as_str() {
            "value" => header.value = Some(header_value(value(&content)?)?),
            "description" => header.description = Some(value(&content)?),
            other => {
                let message =
                    format!("no option `{other}`; a header takes `value` and `description`");
                return Err(syn::Error::new(key.span(), message));
            }
        }
    }
    Ok(header)
}

/// Fields that the server itself writes, or that belong to one connection (RFC 9110 §7.6.1).
const NOT_OURS: [&str; 10] = [
    "connection",
    "content-length",
    "content-type",
    "date",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

fn header_name(lit: &LitStr) -> syn::Result<()> {
    let name = lit.value();
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.is_empty() || !name.chars().all(token) {
        let message =
            format!("`{name}` is no header name: use letters, digits and `-` (RFC 9110 token)");
        return Err(syn::Error::new(lit.span(), message));
    }
    let lower = name.to_ascii_lowercase();
    if lower == "content-type" {
        let message = "write `media_type = …` instead: it is encoded and documented by it";
        return Err(syn::Error::new(lit.span(), message));
    }
    if NOT_OURS.contains(&lower.as_str()) {
        let message = format!("`{name}` is written by the server: leave it out");
        return Err(syn::Error::new(lit.span(), message));
    }
    Ok(())
}

fn header_value(lit: LitStr) -> syn::Result<LitStr> {
    let value = lit.value();
    if value
        .bytes()
        .all(|b| b == b'\t' || (b' '..=b'~').contains(&b))
    {
        return Ok(lit);
    }
    let message = "a header's value is visible ASCII: no line ends, NUL or other letters";
    Err(syn::Error::new(lit.span(), message))
}
