//! The options of `#[controller]`: `"/prefix", key = value, …`.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{
    Error, Ident, LitStr,
    parse::{Parse, ParseStream, Parser},
};

use crate::{
    errors::Errors,
    layer::{self, LayerOption, LayerOptions},
    media::Media,
    options::OWN,
    syntax::{equals, list, separated, unknown, value},
    template::Template,
};

/// The keys of controllers, besides those of layers.
const KEYS: [&str; 3] = ["tags", "media_type", "operation_prefix"];

/// What the user wrote between the parentheses.
pub(crate) struct ControllerOptions {
    pub(super) prefix: LitStr,
    /// The names of the prefix's parameters.
    pub(super) parameters: Vec<String>,
    settings: Settings,
}

/// The settings besides the prefix.
#[derive(Default)]
struct Settings {
    tags: Vec<LitStr>,
    media: Option<Media>,
    operation_prefix: Option<LitStr>,
    layer: LayerOptions,
}

/// One `key = value` or `key(…)`.
enum Setting {
    Prefix(LitStr),
    Tags(Vec<LitStr>),
    Media(Media),
    OperationPrefix(LitStr),
    Layer(Box<LayerOption>),
}

/// A setting with the key it was written under.
struct Keyed {
    key: Option<Ident>,
    setting: Setting,
}

impl ControllerOptions {
    /// Parses the arguments of the attribute; `None` only when there is no prefix to go on with.
    pub(super) fn parse(tokens: TokenStream, errors: &mut Errors) -> Option<Self> {
        let keyed = errors.keep(separated::<Keyed>.parse2(tokens))?;
        let (mut prefix, mut settings) = (None, Settings::default());
        let mut seen: Vec<String> = Vec::new();
        for Keyed { key, setting } in keyed {
            if let Some(key) = &key {
                let name = key.to_string();
                if !layer::REPEATED.contains(&name.as_str()) && seen.contains(&name) {
                    errors.push(key, format!("`{name}` is given twice: keep one"));
                    continue;
                }
                seen.push(name);
            }
            match setting {
                Setting::Prefix(second) if prefix.is_some() => {
                    let message =
                        "a second prefix: keep one, and mount the controller in a router for each";
                    errors.push(second, message);
                }
                Setting::Prefix(first) => prefix = Some(first),
                Setting::Tags(tags) => settings.tags = tags,
                Setting::Media(media) => settings.media = Some(media),
                Setting::OperationPrefix(prefix) => settings.operation_prefix = Some(prefix),
                Setting::Layer(option) => settings.add(key.as_ref(), *option, errors),
            }
        }
        let Some(prefix) = prefix else {
            let message =
                "no prefix: write it first, as in `#[controller(\"/users\")]`, or `\"/\"` for none";
            errors.push_at(Span::call_site(), message);
            return None;
        };
        Some(ControllerOptions {
            parameters: parameters(&prefix, errors),
            prefix,
            settings,
        })
    }

    /// The calls that make the settings, one after another.
    pub(super) fn calls(&self) -> TokenStream {
        let Settings {
            tags,
            media,
            operation_prefix,
            layer,
        } = &self.settings;
        let media = media.as_ref().map(|media| {
            let media = media.expand();
            quote!(.media_type(#media))
        });
        let operations = operation_prefix
            .as_ref()
            .map(|prefix| quote!(.operation_prefix(#prefix)));
        let layer = layer.calls();
        quote!(#(.tag(#tags))* #media #operations #layer)
    }
}

impl Settings {
    fn add(&mut self, key: Option<&Ident>, option: LayerOption, errors: &mut Errors) {
        let before = self.layer.by_value();
        self.layer.add(option, errors);
        if self.layer.by_value() != before {
            let message = "the value that one endpoint returns gives it: write it at the method's own attribute";
            errors.push(key, message);
        }
    }
}

/// The names of the parameters of a prefix that was checked.
fn parameters(prefix: &LitStr, errors: &mut Errors) -> Vec<String> {
    let text = prefix.value();
    if text.len() > 1 && text.starts_with('/') && text.ends_with('/') {
        let without = text.trim_end_matches('/');
        let message = format!("a prefix ends without `/`: write `\"{without}\"`");
        errors.push(prefix, message);
    } else if text.contains("{*") {
        let message =
            "the paths of the endpoints follow the prefix: move what takes the rest into theirs";
        errors.push(prefix, message);
    } else {
        return Template::parse(prefix.clone(), errors).parameters;
    }
    Vec::new()
}

impl Parse for Keyed {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            let setting = Setting::Prefix(input.parse()?);
            return Ok(Keyed { key: None, setting });
        }
        let key: Ident = input
            .call(syn::ext::IdentExt::parse_any)
            .map_err(|error| Error::new(error.span(), "write the prefix or `key = value`"))?;
        let setting = match key.to_string().as_str() {
            "tags" => Setting::Tags(list(&key, input, "[\"…\"]")?),
            "media_type" => {
                equals(&key, input, "Json")?;
                Setting::Media(input.parse()?)
            }
            "operation_prefix" => Setting::OperationPrefix(value(&key, input, "\"…\"")?),
            name if layer::KEYS.contains(&name) => {
                Setting::Layer(Box::new(LayerOption::parse(&key, input)?))
            }
            name if OWN.contains(&name) => {
                let message = format!(
                    "`{name}` is said of each endpoint: write it at the method's own attribute"
                );
                return Err(Error::new(key.span(), message));
            }
            _ => return Err(unknown(&key, &[&KEYS[..], &layer::KEYS].concat())),
        };
        Ok(Keyed {
            key: Some(key),
            setting,
        })
    }
}
