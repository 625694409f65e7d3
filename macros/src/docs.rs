//! Doc comments as summaries and descriptions.

use syn::{Attribute, Expr, Lit, Meta};

/// A doc comment: its first line and the rest.
#[derive(Default)]
pub(crate) struct Docs {
    pub(crate) summary: String,
    pub(crate) description: String,
}

impl Docs {
    /// Reads the doc attributes among `attributes`.
    pub(crate) fn of(attributes: &[Attribute]) -> Self {
        let lines: Vec<String> = attributes.iter().filter_map(line).collect();
        let text = unindent(&lines);
        let (summary, rest) = text.trim().split_once('\n').unwrap_or((text.trim(), ""));
        Docs {
            summary: summary.trim().to_owned(),
            description: rest.trim().to_owned(),
        }
    }

    /// All of it in one text.
    pub(crate) fn whole(&self) -> String {
        match (self.summary.as_str(), self.description.as_str()) {
            (summary, "") => summary.to_owned(),
            (summary, rest) => format!("{summary}\n\n{rest}"),
        }
    }
}

fn line(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else {
        return None;
    };
    match &meta.value {
        Expr::Lit(expr) if attribute.path().is_ident("doc") => match &expr.lit {
            Lit::Str(lit) => Some(lit.value()),
            _ => None,
        },
        _ => None,
    }
}

/// `/// text` arrives as `" text"`: the one blank goes, deeper indentation stays.
fn unindent(lines: &[String]) -> String {
    let lines: Vec<&str> = lines
        .iter()
        .flat_map(|line| line.lines().chain(line.is_empty().then_some("")))
        .map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end())
        .collect();
    lines.join("\n")
}
