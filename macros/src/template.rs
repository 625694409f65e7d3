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
        let Some(name) = segment.strip_prefix('{').and_then(|s| s.strip_suffix('}')) else {
            return Err(format!(
                "`{segment}` mixes text and a parameter: a parameter fills a whole segment, as in `/{{id}}`"
            ));
        };
        let (name, tail) = name.strip_prefix('*').map_or((name, false), |n| (n, true));
        if tail && !last {
            return Err(format!(
                "`{segment}` takes the rest of the path, so nothing can follow it: move it to the end"
            ));
        }
        if syn::parse_str::<syn::Ident>(name).is_err() {
            return Err(if name.is_empty() {
                "`{}` has no name: write `{id}`".to_owned()
            } else {
                format!("`{name}` is no parameter name: write an identifier, as in `{{id}}`")
            });
        }
        if self.parameters.iter().any(|known| known == name) {
            return Err(format!(
                "the path names `{{{name}}}` twice: give each parameter a name of its own"
            ));
        }
        self.parameters.push(name.to_owned());
        Ok(())
    }
}

/// RFC 3986 `pchar`, without `%`: a template is written decoded.
fn literal_segment(segment: &str) -> Result<(), String> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(c);
    match segment.chars().find(|&c| !allowed(c)) {
        None => Ok(()),
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
        ] {
            assert!(faults(bad).is_some(), "{bad}");
        }
    }
}
