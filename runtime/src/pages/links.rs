//! Links to other pages, out of the request as it came.

use std::{borrow::Cow, cell::OnceCell};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Mode, PageParameter, plan::Plan};
use crate::{
    args::{Pair, pairs},
    context::Context,
    mount::OriginalUri,
    reply::path_or_query,
};

/// What is written as it is in a query (RFC 3986 §2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What all links of an answer begin with.
pub(super) struct Links<'a> {
    plan: &'a Plan,
    path: Cow<'a, str>,
    query: &'a str,
    /// Everything up to the parameters of the page, with `?` or `&` at its end; made for the first link.
    front: OnceCell<String>,
}

/// The value of a parameter in a link.
pub(super) enum Is<'a> {
    Number(u64),
    Token(&'a str),
}

impl<'a> Links<'a> {
    /// Links beside the target of a request: its path and its other parameters, in their order.
    pub(super) fn of(plan: &'a Plan, cx: &'a Context) -> Self {
        let uri = match cx.parts.extensions.get::<OriginalUri>() {
            Some(original) => &original.0,
            None => &cx.parts.uri,
        };
        let path = path_or_query(uri.path());
        // Two slashes in front would be the name of another host (RFC 3986 §4.2).
        let path = if plan.base.is_none() && path.starts_with("//") {
            Cow::Owned(format!("/.{path}"))
        } else {
            path
        };
        Links {
            plan,
            path,
            query: cx.parts.uri.query().unwrap_or_default(),
            front: OnceCell::new(),
        }
    }

    /// The path of the list, with the base in front if there is one.
    pub(super) fn path(&self) -> String {
        let base = self.plan.base.as_deref().unwrap_or_default();
        format!("{base}{}", self.path)
    }

    /// The target of the request as it came.
    pub(super) fn itself(&self) -> String {
        let mut link = self.with(|_| true);
        link.pop();
        link
    }

    /// The path and the parameters that are wanted, with `?` or `&` at its end.
    fn with(&self, wanted: impl Fn(&Pair<'_>) -> bool) -> String {
        let base = self.plan.base.as_deref().unwrap_or_default();
        let length = base.len() + self.path.len() + self.query.len() + 2;
        let mut front = String::with_capacity(length);
        front.push_str(base);
        front.push_str(&self.path);
        front.push('?');
        for pair in pairs(self.query).filter(wanted) {
            front.push_str(&path_or_query(pair.whole()));
            front.push('&');
        }
        front
    }

    /// A link with these values of the parameters of a page, in the order they are given.
    pub(super) fn to(&self, values: &[(PageParameter, Is<'_>)]) -> String {
        let others = |pair: &Pair<'_>| !self.plan.reads(&pair.name());
        let front = self.front.get_or_init(|| self.with(others));
        let mut link = String::with_capacity(front.len() + 40);
        link.push_str(front);
        for (means, value) in values {
            let Some(parameter) = self.plan.parameter(*means) else {
                continue;
            };
            link.push_str(&parameter.encoded);
            link.push('=');
            match value {
                Is::Number(number) => link.push_str(itoa::Buffer::new().format(*number)),
                Is::Token(token) => link.extend(utf8_percent_encode(token, ENCODED)),
            }
            link.push('&');
        }
        link.pop();
        link
    }

    /// The size under the name it has in a mode.
    pub(super) const fn size(mode: Mode) -> PageParameter {
        match mode {
            Mode::Number => PageParameter::Size,
            Mode::Offset => PageParameter::Limit,
            Mode::Cursor => PageParameter::CursorSize,
        }
    }
}

impl Plan {
    /// Whether a query parameter is one of those that a page is asked for by.
    pub(super) fn reads(&self, name: &str) -> bool {
        let is = |alias: &String| alias == name;
        self.parameters
            .iter()
            .any(|parameter| parameter.name == name || parameter.aliases.iter().any(is))
    }
}

/// A name as it stands in a query.
pub(super) fn encoded(name: &str) -> String {
    utf8_percent_encode(name, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use crate::reply::path_or_query;

    #[test]
    fn references_hold_what_their_grammar_allows() {
        let kept = "/a-._~!$&'()*+,;=:@/?%20%aF";
        assert_eq!(path_or_query(kept), kept);
        for (text, written) in [
            ("filter[a]=b", "filter%5Ba%5D=b"),
            ("%", "%25"),
            ("%2", "%252"),
            ("%zz%4", "%25zz%254"),
            ("a>; rel=\"x\"", "a%3E;%20rel=%22x%22"),
            ("\\^`{|}#", "%5C%5E%60%7B%7C%7D%23"),
            ("é", "%C3%A9"),
            ("\u{7f}\n", "%7F%0A"),
        ] {
            assert_eq!(path_or_query(text), written);
        }
    }
}
