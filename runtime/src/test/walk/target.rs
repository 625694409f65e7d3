//! Request targets: their parameters, and links beside them.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::args::pairs;

/// The last value of a query parameter of one of these names.
pub(super) fn get(target: &str, names: &[String]) -> Option<String> {
    let (_, query) = target.split_once('?')?;
    let mut found = None;
    for pair in pairs(query) {
        if names.iter().any(|name| *name == pair.name()) {
            found = Some(pair.text()?.into_owned());
        }
    }
    found
}

/// The target without the query parameters of these names.
pub(super) fn without(target: &str, names: &[String]) -> String {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let kept: Vec<&str> = pairs(query)
        .filter(|pair| !names.iter().any(|name| *name == pair.name()))
        .map(|pair| pair.whole())
        .collect();
    if kept.is_empty() {
        return path.to_owned();
    }
    format!("{path}?{}", kept.join("&"))
}

/// The target with one more query parameter.
pub(super) fn with(target: &str, name: &str, value: &str) -> String {
    let sign = if target.contains('?') { '&' } else { '?' };
    let encoded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    format!("{target}{sign}{}={}", encoded(name), encoded(value))
}

/// What a link leads to, as a request target of the same server (RFC 3986 §5.2).
pub(super) fn resolved(link: &str, target: &str) -> String {
    let link = link.split('#').next().unwrap_or_default();
    let authority = link.find("://").map(|at| at + 3);
    let authority = authority.or_else(|| link.starts_with("//").then_some(2));
    if let Some(start) = authority {
        let path = link[start..]
            .find('/')
            .map_or("/", |at| &link[start + at..]);
        return path.to_owned();
    }
    let path = target.split('?').next().unwrap_or_default();
    if link.is_empty() {
        return target.to_owned();
    }
    if link.starts_with('?') {
        return format!("{path}{link}");
    }
    let whole = if link.starts_with('/') {
        link.to_owned()
    } else {
        let folder = path.rfind('/').map_or("/", |at| &path[..=at]);
        format!("{folder}{link}")
    };
    let (path, query) = whole.split_once('?').unwrap_or((&whole, ""));
    let sign = if query.is_empty() { "" } else { "?" };
    format!("{}{sign}{query}", without_dots(path))
}

/// A path without `.` and `..` (RFC 3986 §5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    for (index, segment) in segments.iter().enumerate() {
        let last = index + 1 == segments.len();
        match *segment {
            "." | ".." => {
                if *segment == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            segment => kept.push(segment),
        }
    }
    format!("/{}", kept.join("/"))
}

/// The link of a relation type among those of a header (RFC 8288 §3).
pub(super) fn link<'a>(header: &'a str, rel: &str) -> Option<&'a str> {
    let mut rest = header.trim_start_matches([' ', '\t', ',']);
    while let Some(after) = rest.strip_prefix('<') {
        let (uri, parameters) = after.split_once('>')?;
        let end = end_of(parameters, b',');
        if relations(&parameters[..end]).any(|known| known.eq_ignore_ascii_case(rel)) {
            return Some(uri);
        }
        rest = parameters[end..].trim_start_matches([' ', '\t', ',']);
    }
    None
}

/// Where a separator stands that is in no quotes, or the end.
fn end_of(parameters: &str, separator: u8) -> usize {
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in parameters.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            byte if byte == separator && !quoted => return at,
            _ => {}
        }
    }
    parameters.len()
}

/// The relation types of a link: only its first `rel` counts.
fn relations(parameters: &str) -> impl Iterator<Item = &str> {
    let mut rest = parameters;
    let mut each = std::iter::from_fn(|| {
        let (parameter, after) = rest.split_at_checked(end_of(rest, b';'))?;
        rest = after.strip_prefix(';').unwrap_or_default();
        (!parameter.is_empty() || !after.is_empty()).then_some(parameter)
    });
    let rel = each.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_rel = name.trim().eq_ignore_ascii_case("rel");
        is_rel.then(|| value.trim().trim_matches('"'))
    });
    rel.into_iter().flat_map(str::split_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use super::{get, link, resolved, with, without};

    #[test]
    fn links_are_read_as_their_grammar_has_them() {
        let header = r#"</a,b;c?x=1>; title="a, \"b\"; rel=no"; REL="prev Last" , <?page=3>;rel=next, ,<https://x/y>; rel=self"#;
        assert_eq!(link(header, "last"), Some("/a,b;c?x=1"));
        assert_eq!(link(header, "prev"), Some("/a,b;c?x=1"));
        assert_eq!(link(header, "next"), Some("?page=3"));
        assert_eq!(link(header, "self"), Some("https://x/y"));
        assert_eq!(link(header, "no"), None);
        assert_eq!(link("", "next"), None);
        assert_eq!(link("</a>; rel=x; rel=next", "next"), None);
    }

    /// RFC 3986 §5.4, as far as links stay with the server.
    #[test]
    fn links_are_resolved_against_the_target() {
        let resolve = |link| resolved(link, "/b/c/d;p?q");
        for (link, target) in [
            ("g", "/b/c/g"),
            ("./g", "/b/c/g"),
            ("g/", "/b/c/g/"),
            ("/g", "/g"),
            ("//g", "/"),
            ("?y", "/b/c/d;p?y"),
            ("g?y", "/b/c/g?y"),
            ("g#s", "/b/c/g"),
            (";x", "/b/c/;x"),
            ("", "/b/c/d;p?q"),
            (".", "/b/c/"),
            ("..", "/b/"),
            ("../g", "/b/g"),
            ("../../../g", "/g"),
            ("/./g", "/g"),
            ("g/./h", "/b/c/g/h"),
            ("g/../h", "/b/c/h"),
            ("/.//g?y", "//g?y"),
            ("http://a/b/c?y", "/b/c?y"),
            ("http://a", "/"),
        ] {
            assert_eq!(resolve(link), target, "{link}");
        }
    }

    #[test]
    fn parameters_are_set_by_their_names() {
        let names = ["page[size]".to_owned(), "size".to_owned()];
        let target = "/a?q=x%20y&page%5Bsize%5D=3&q=z&size=4&&x";
        assert_eq!(get(target, &names).as_deref(), Some("4"));
        assert_eq!(without(target, &names), "/a?q=x%20y&q=z&x");
        assert_eq!(with("/a", "page[size]", "a b"), "/a?page%5Bsize%5D=a%20b");
        assert_eq!(with("/a?b", "c", "d"), "/a?b&c=d");
        assert_eq!(without("/a?size=1", &names), "/a");
        assert_eq!(get("/a", &names), None);
    }
}
