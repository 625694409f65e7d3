//! Options and signature together: what only both show.

use quote::ToTokens;
use syn::Type;

use crate::{
    argument::{Argument, Role},
    errors::{Errors, nearest},
    media::Format,
    options::Options,
    signature::Signature,
    types::ungrouped,
};

/// A function and its options, checked against each other by names and literals only.
pub(crate) struct Handler {
    pub(crate) options: Options,
    pub(crate) function: Signature,
}

impl Handler {
    /// Gives `{id}` arguments their role and refuses what contradicts.
    pub(crate) fn check(options: Options, function: Signature, errors: &mut Errors) -> Self {
        let mut handler = Handler { options, function };
        handler.parameters(errors);
        handler.foreign(errors);
        handler.sources(errors);
        handler.blocking(errors);
        handler
    }

    fn parameters(&mut self, errors: &mut Errors) {
        for name in &self.options.template.parameters {
            let argument = self.function.arguments.iter_mut().find(|a| {
                a.plain_name().as_deref() == Some(name)
                    || a.role == Role::Path && a.wire_name() == *name
            });
            match argument {
                Some(argument) if matches!(argument.role, Role::Extract | Role::Path) => {
                    argument.role = Role::Path;
                }
                Some(argument) => errors.push(
                    &argument.ident,
                    format!("`{name}` stands in the path, so it comes from there: leave the other source's attribute out, or use another name"),
                ),
                None => self.missing(name, errors),
            }
        }
    }

    fn missing(&self, name: &str, errors: &mut Errors) {
        let names: Vec<String> = self
            .function
            .arguments
            .iter()
            .filter_map(Argument::plain_name)
            .collect();
        let ident = &self.function.head.ident;
        let hint = nearest(name, names.iter().map(String::as_str)).map_or_else(
            || format!("add `{name}: String`, or of another type"),
            |near| format!("use one name for it and `{near}`"),
        );
        errors.push(
            &self.options.template.literal,
            format!("the path names `{{{name}}}`, but `{ident}` has no argument `{name}`; {hint}"),
        );
    }

    /// A segment such as `:id` is text, and nobody means it to be if there is an argument `id`.
    fn foreign(&self, errors: &mut Errors) {
        let template = &self.options.template;
        for name in template.foreign() {
            let mut arguments = self.function.arguments.iter();
            let unread =
                |a: &Argument| a.role == Role::Extract && a.plain_name().as_ref() == Some(&name);
            if arguments.any(unread) && !template.parameters.contains(&name) {
                let message = format!("`:{name}` is text: write `{{{name}}}` for a parameter");
                errors.push(&template.literal, message);
            }
        }
    }

    /// Two arguments of one name and source, or two `#[body]` values.
    fn sources(&self, errors: &mut Errors) {
        let arguments = &self.function.arguments;
        for (index, argument) in arguments.iter().enumerate() {
            let twin =
                argument.is_value() && arguments[..index].iter().any(|other| other.same(argument));
            if twin && let Some(ident) = &argument.ident {
                errors.push(
                    ident,
                    format!(
                        "two arguments read `{}` from one place: take it once",
                        argument.wire_name()
                    ),
                );
            }
        }
    }

    fn blocking(&self, errors: &mut Errors) {
        if let (Some(_), Some(asyncness)) = (self.options.blocking, self.function.asyncness()) {
            errors.push(asyncness, "`blocking` runs a plain function on the blocking pool: take `async` or `blocking` off");
        }
    }

    /// The status of the methods, where neither the attribute nor the answer says one.
    pub(crate) fn method_status(&self) -> u16 {
        match self.options.methods.as_slice() {
            [only] if only == "POST" => 201,
            [only] if only == "DELETE" => 204,
            _ => 200,
        }
    }

    /// The checks of the type that is returned, each with what it says where it fails.
    pub(crate) fn reply_checks(&self) -> Vec<(&'static str, String)> {
        let mut checks = Vec::new();
        let by_method = self.method_status();
        let head = self.options.methods.len() == 1 && self.options.methods[0] == "HEAD";
        if let Some(status @ (204 | 205 | 304)) = self.options.status {
            checks.push(("bodiless", format!(
                "a {status} response carries no body: return `()`, or set a `status` that carries one"
            )));
        } else if self.options.status.is_none() && by_method == 204 {
            checks.push((
                "bodiless_by_method",
                format!(
                    "a {by_method} response carries no body: return `()`, or write `status = 200`"
                ),
            ));
        } else if head {
            checks.push(("bodiless", "an answer to HEAD carries no body: return `()`, or write `#[get]`, which answers HEAD too".to_owned()));
        }
        match self.options.status {
            Some(status @ (301 | 302 | 303 | 307 | 308)) if !head => checks.push(("points", format!(
                "a {status} response sends the client elsewhere: return `Redirect`, or set a `status` that carries a value"
            ))),
            Some(301 | 302 | 303 | 307 | 308) | None => {}
            Some(status) => checks.push(("stays", format!(
                "a {status} response is no redirect: write 301, 302, 303, 307 or 308 as `status`, or leave it out"
            ))),
        }
        checks
    }

    /// Whether the answer has to be text or bytes because of its media type.
    pub(crate) fn raw_format(&self) -> Option<Format> {
        let format = self.options.media.as_ref()?.format;
        matches!(format, Format::Text | Format::Bytes).then_some(format)
    }

    /// Whether every method is one whose requests have no body (RFC 9110 §9.3.1, §9.3.2).
    pub(crate) fn no_request_body(&self) -> bool {
        self.options
            .methods
            .iter()
            .any(|m| m == "GET" || m == "HEAD")
    }

    /// Every type inside a generic type of the signature that the document may refer to, such as
    /// `City` in `Page<City>`; what an extractor reads and a `Result` holds describes itself.
    pub(crate) fn type_arguments(&self) -> Vec<Type> {
        let mut found = Vec::new();
        if let syn::ReturnType::Type(_, ty) = &self.function.head.output {
            for ty in unwrapped(ty, &["Result"]) {
                nested(ty, &mut found);
            }
        }
        for argument in &self.function.arguments {
            for ty in unwrapped(&argument.ty, &EXTRACTORS) {
                nested(ty, &mut found);
            }
        }
        found
    }
}

/// The extractors that describe the type they read, and the one that reads none.
const EXTRACTORS: [&str; 5] = ["Form", "Json", "MessagePack", "Query", "State"];

/// Types that no document refers to.
const PRIMITIVES: [&str; 15] = [
    "String", "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32",
    "u64", "usize",
];

/// The types in a wrapper of one of these names, or the type itself.
fn unwrapped<'a>(ty: &'a Type, wrappers: &[&str]) -> Vec<&'a Type> {
    let Type::Path(path) = ungrouped(ty) else {
        return vec![ty];
    };
    let last = path.path.segments.last();
    match last.map(|last| (&last.ident, &last.arguments)) {
        Some((ident, syn::PathArguments::AngleBracketed(arguments)))
            if wrappers.iter().any(|wrapper| ident == wrapper) =>
        {
            let types = arguments.args.iter().filter_map(|argument| match argument {
                syn::GenericArgument::Type(ty) => Some(ty),
                _ => None,
            });
            types.collect()
        }
        _ => vec![ty],
    }
}

/// The types inside the generic types of a type, innermost first.
pub(crate) fn nested(ty: &Type, found: &mut Vec<Type>) {
    let Type::Path(path) = ungrouped(ty) else {
        return;
    };
    for segment in &path.path.segments {
        let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else {
            continue;
        };
        for argument in &arguments.args {
            if let syn::GenericArgument::Type(inner) = argument {
                nested(inner, found);
                let text = inner.to_token_stream().to_string();
                if matches!(ungrouped(inner), Type::Path(_))
                    && !PRIMITIVES.contains(&text.as_str())
                    && !found
                        .iter()
                        .any(|known| known.to_token_stream().to_string() == text)
                {
                    found.push(inner.clone());
                }
            }
        }
    }
}
