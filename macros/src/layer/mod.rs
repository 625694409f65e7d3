//! Options that are settings of a layer: endpoints and controllers take the same.

mod cache_control;
mod cookie;
mod file_system;
mod header;
mod hooks;
mod page;
mod produces;
mod validators;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Ident, parse::ParseStream};

use self::{
    cache_control::CacheControlOption,
    cookie::CookieOption,
    file_system::file_system,
    header::{HeaderOption, TWICE},
    hooks::HookOption,
    page::PageOption,
    produces::{ProducesOption, not_acceptable},
    validators::{EtagOption, ModifiedOption, preconditions},
};
pub(crate) use self::{
    header::{ProblemHeader, named, of_problem},
    validators::choice,
};
use crate::errors::Errors;

/// Every key of a layer.
pub(crate) const KEYS: [&str; 15] = [
    "header",
    "headers",
    "cookie",
    "cache_control",
    "etag",
    "last_modified",
    "preconditions",
    "produces",
    "template",
    "file_system",
    "not_acceptable",
    "page",
    "before_request",
    "after_request",
    "after_response",
];

/// Keys that may stand more than once.
pub(crate) const REPEATED: [&str; 5] = [
    "header",
    "cookie",
    "before_request",
    "after_request",
    "after_response",
];

/// One setting.
pub(crate) enum LayerOption {
    Headers(Vec<HeaderOption>),
    Cookie(CookieOption),
    CacheControl(CacheControlOption),
    Etag(EtagOption),
    Modified(ModifiedOption),
    Produces(ProducesOption),
    Hook(HookOption),
    Page(PageOption),
    /// A call that needs no further look.
    Call(TokenStream),
}

impl LayerOption {
    /// What stands after a key of [`KEYS`].
    pub(crate) fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(match key.to_string().as_str() {
            "header" => LayerOption::Headers(vec![input.parse()?]),
            "headers" => LayerOption::Headers(HeaderOption::several(key, input)?),
            "cookie" => LayerOption::Cookie(input.parse()?),
            "cache_control" => LayerOption::CacheControl(CacheControlOption::parse(key, input)?),
            "etag" => LayerOption::Etag(EtagOption::parse(key, input)?),
            "last_modified" => LayerOption::Modified(ModifiedOption::parse(key, input)?),
            "preconditions" => LayerOption::Call(preconditions(key, input)?),
            "produces" => LayerOption::Produces(ProducesOption::parse(key, input)?),
            "template" => LayerOption::Produces(ProducesOption::template(key, input)?),
            "page" => LayerOption::Page(PageOption::parse(key, input)?),
            "file_system" => LayerOption::Call(file_system(key, input)?),
            "not_acceptable" => LayerOption::Call(not_acceptable(key, input)?),
            _ => LayerOption::Hook(HookOption::parse(key, input)?),
        })
    }

    /// The call that makes the setting.
    fn expand(&self) -> TokenStream {
        match self {
            LayerOption::Headers(headers) => headers.iter().map(HeaderOption::expand).collect(),
            LayerOption::Cookie(cookie) => cookie.expand(),
            LayerOption::CacheControl(control) => control.expand(),
            LayerOption::Etag(etag) => etag.expand(),
            LayerOption::Modified(_) => ModifiedOption::expand(),
            LayerOption::Produces(produces) => produces.expand(),
            LayerOption::Hook(hook) => hook.expand(),
            LayerOption::Page(page) => page.expand(),
            LayerOption::Call(call) => call.clone(),
        }
    }
}

const CACHING: &str = "`cache_control(…)` stands beside it and writes this header: keep one";

/// The settings of one attribute.
#[derive(Default)]
pub(crate) struct LayerOptions(Vec<LayerOption>);

impl LayerOptions {
    /// Adds a setting that contradicts none before it.
    pub(crate) fn add(&mut self, option: LayerOption, errors: &mut Errors) {
        match &option {
            LayerOption::Headers(headers) => {
                for (index, header) in headers.iter().enumerate() {
                    let mut before = self.headers().chain(&headers[..index]);
                    if before.any(|known| known.clashes(header)) {
                        errors.push(&header.name, TWICE);
                    } else if header.is("cache-control") && self.has_cache_control() {
                        errors.push(&header.name, CACHING);
                    }
                }
            }
            LayerOption::CacheControl(_) => {
                if let Some(header) = self.headers().find(|header| header.is("cache-control")) {
                    errors.push(&header.name, CACHING);
                }
            }
            LayerOption::Cookie(cookie) => {
                let same = |known: &LayerOption| matches!(known, LayerOption::Cookie(known) if known.same(cookie));
                if self.0.iter().any(same) {
                    errors.push(&cookie.name, "the cookie is given twice: keep one");
                }
            }
            LayerOption::Produces(option) => {
                let produced = |known: &LayerOption| matches!(known, LayerOption::Produces(_));
                if self.0.iter().any(produced) {
                    let message = "`template` is the only representation where it stands: write `Html(\"…\")` into `produces` instead";
                    errors.push_at(option.span(), message);
                }
            }
            _ => {}
        }
        self.0.push(option);
    }

    fn headers(&self) -> impl Iterator<Item = &HeaderOption> {
        self.0.iter().flat_map(|option| match option {
            LayerOption::Headers(headers) => headers.as_slice(),
            _ => &[],
        })
    }

    fn has_cache_control(&self) -> bool {
        let is = |option: &LayerOption| matches!(option, LayerOption::CacheControl(_));
        self.0.iter().any(is)
    }

    /// Which validators the answer's value gives: the entity tag, the date.
    pub(crate) fn by_value(&self) -> (bool, bool) {
        let any = |is: fn(&LayerOption) -> bool| self.0.iter().any(is);
        (
            any(|option| matches!(option, LayerOption::Etag(etag) if etag.is_version())),
            any(|option| matches!(option, LayerOption::Modified(m) if m.is_modified())),
        )
    }

    /// Where it says how a list is paged.
    pub(crate) fn page(&self) -> Option<Span> {
        self.0.iter().find_map(|option| match option {
            LayerOption::Page(page) => Some(page.span()),
            _ => None,
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The calls, one after another.
    pub(crate) fn calls(&self) -> TokenStream {
        let calls = self.0.iter().map(LayerOption::expand);
        quote!(#(#calls)*)
    }
}
