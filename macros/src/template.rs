//! Path templates: `"/users/{id}"` → segments and parameter names.

use syn::LitStr;

use crate::errors::Errors;

/// A path template that was checked.
pub(crate) struct Template {
    /// The literal as the user wrote it.
    pub(crate) literal: LitStr,
    /// Parameter names in order, `{*rest}` without its star.
    pub(crate) parameters: Vec<String>,
}

impl Template {
    /// Checks a template; every fault is reported at the literal.
    pub(crate) fn parse(literal: LitStr, errors: &mut Errors) -> Self {
        let text = literal.value();
        let mut template = Template {
            literal,
            parameters: Vec::new(),
        };
        if let Err(fault) = template.read(&text) {
            errors.push(&template.literal, fault);
        }
        template
    }

    fn read(&mut self, text: &str) -> Result<(), String> {
        let Some(rest) = text.strip_prefix('/') else {
            return Err(format!(
                "a path begins with `/`: write `\"/{}\"`",
                text.trim_start_matches('/')
            ));
        };
        let segments: Vec<&str> = rest.split('/').collect();
        for (index, segment) in segments.iter().enumerate() {
            self.segment(segment, index + 1 == segments.len())?;
        }
        Ok(())
    }

    fn segment(&mut self, segment: &str, last: bool) -> Result<(), String> {
        if !segment.contains(['{', '}']) {
            return literal_segment(segment);
        }
        let (name, tail) = parameter(segment)?;
        if tail && !last {
            return Err(format!(
                "`{segment}` takes the rest of the path, so nothing can follow it: move it to the end"
            ));
        }
        if self.parameters.iter().any(|known| known == name) {
            return Err(format!(
                "the path names `{{{name}}}` twice: give each parameter a name of its own"
            ));
        }
        self.parameters.push(name.to_owned());
        Ok(())
    }

    /// The names of segments that are written like parameters elsewhere, as `:id`.
    pub(crate) fn foreign(&self) -> Vec<String> {
        let text = self.literal.value();
        let segments = text.split('/').filter(|segment| segment.starts_with(':'));
        segments.filter_map(foreign).collect()
    }
}

/// The name in `{id}` or `{*rest}`, and whether it takes the rest.
fn parameter(segment: &str) -> Result<(&str, bool), String> {
    if let Some((_, query)) = segment.split_once('?') {
        let name = query.trim_matches(|c: char| !c.is_alphanumeric());
        let name = name.split('=').next().unwrap_or_default();
        return Err(format!(
            "a query is no part of the path: take the argument `#[query] {name}`"
        ));
    }
    let (opened, closed) = (segment.matches('{').count(), segment.matches('}').count());
    if opened != closed {
        let name = segment.trim_matches(|c: char| "{}*".contains(c));
        return Err(format!(
            "`{segment}` has a brace without its other: write `{{{name}}}`"
        ));
    }
    let inner = segment.strip_prefix('{').and_then(|s| s.strip_suffix('}'));
    let Some(inner) = inner.filter(|inner| !inner.contains(['{', '}'])) else {
        return Err(format!(
            "`{segment}` is more than a parameter, which fills a whole segment: write one as in `/{{id}}` and take the text apart in the function"
        ));
    };
    let (name, tail) = inner
        .strip_prefix('*')
        .map_or((inner, false), |n| (n, true));
    if is_name(name) {
        return Ok((name, tail));
    }
    Err(match (name.split_once(':'), name.is_empty(), tail) {
        (Some((name, _)), ..) => format!("the argument says the type: write `{{{name}}}`"),
        (None, true, true) => "`{*}` has no name: write `{*rest}`".to_owned(),
        (None, true, false) => "`{}` has no name: write `{id}`".to_owned(),
        (None, false, _) => {
            format!("`{name}` is no parameter name: write an identifier, as in `{{id}}`")
        }
    })
}

fn foreign(segment: &str) -> Option<String> {
    let angle = segment.strip_prefix('<').and_then(|s| s.strip_suffix('>'));
    let name = segment.strip_prefix(':').or(angle)?;
    is_name(name).then(|| name.to_owned())
}

/// Whether an argument can have this name; `{type}` is taken by `r#type`.
fn is_name(name: &str) -> bool {
    let ident = syn::ext::IdentExt::parse_any;
    name != "_"
        && !name.contains('#')
        && syn::parse::Parser::parse_str(ident, name).is_ok_and(|ident: syn::Ident| ident == name)
}

/// RFC 3986 `pchar`, without `%`: a template is written decoded.
fn literal_segment(segment: &str) -> Result<(), String> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(c);
    if let (Some(name), true) = (foreign(segment), segment.starts_with('<')) {
        return Err(format!("a parameter stands in braces: write `{{{name}}}`"));
    }
    match segment.chars().find(|&c| !allowed(c)) {
        None => Ok(()),
        Some('?') => Err("a query is no part of the path: take `#[query]` arguments".to_owned()),
        Some(c) => Err(format!(
            "`{c}` can't stand in a path: use letters, digits and `-._~!$&'()*+,;=:@`"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::Template;

    fn faults(text: &str) -> Option<String> {
        let mut template = Template {
            literal: syn::LitStr::new(text, proc_macro2::Span::call_site()),
            parameters: Vec::new(),
        };
        template.read(text).err()
    }

    #[test]
    fn accepts_and_refuses() {
        for good in [
            "/",
            "/a",
            "/a/",
            "/users/{id}",
            "/files/{*rest}",
            "/a/{b}/c/{d}",
            "/{type}",
            "/{größe}",
        ] {
            assert_eq!(faults(good), None, "{good}");
        }
        for bad in [
            "",
            "a",
            "/{",
            "/}",
            "/{}",
            "/{*}",
            "/{id}.json",
            "/{a}/{a}",
            "/{*rest}/x",
            "/a b",
            "/a%20b",
            "/é",
            "/a?b",
            "/{1}",
            "/{_}",
            "/{r#type}",
            "/{a b}",
            "/<id>",
        ] {
            assert!(faults(bad).is_some(), "{bad}");
        }
    }
}
