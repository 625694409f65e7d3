//! Prefixes of mounted services: which of them, and of the endpoints' templates, says most of a path.

/// What one segment of a template says of a path, the most first.
///
/// Of two templates that meet one path, the one that says more in the first segment they differ in has
/// it. That is how lists of these compare; one that ends says that the path does, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Says {
    /// What the segment is.
    Literal,
    /// That there is one.
    Parameter,
    /// Nothing, nor of those that follow.
    Rest,
}

/// What the segments of a template say.
pub(crate) fn says(template: &str) -> impl Iterator<Item = Says> {
    template.split('/').skip(1).map(|segment| match segment {
        _ if segment.starts_with("{*") => Says::Rest,
        _ if segment.starts_with('{') => Says::Parameter,
        _ => Says::Literal,
    })
}

/// The prefix of a mounted service.
#[derive(Debug)]
pub(crate) struct Prefix {
    /// Its segments, `None` for parameters.
    segments: Vec<Option<String>>,
    says: Vec<Says>,
    target: usize,
}

impl Prefix {
    /// A prefix such as `/static` or `/tenants/{tenant}/files`; empty at the root.
    pub(crate) fn new(prefix: &str, target: usize) -> Result<Self, String> {
        let mut segments = Vec::new();
        for segment in prefix.split('/').skip(1) {
            let name = segment.strip_prefix('{').and_then(|s| s.strip_suffix('}'));
            if name.unwrap_or(segment).contains(['{', '}', '*']) {
                return Err(format!("`{segment}` is neither a text nor a parameter"));
            }
            segments.push(name.is_none().then(|| segment.to_owned()));
        }
        Ok(Prefix {
            segments,
            says: says(prefix).chain([Says::Rest]).collect(),
            target,
        })
    }

    pub(crate) fn target(&self) -> usize {
        self.target
    }

    /// Whether a path is the prefix or below it.
    fn meets(&self, path: &str) -> bool {
        let Some(path) = path.strip_prefix('/') else {
            return false;
        };
        let mut found = path.split('/');
        self.segments.iter().all(|segment| {
            found.next().is_some_and(|found| match segment {
                Some(text) => text == found,
                None => !found.is_empty(),
            })
        })
    }

    /// Whether it says more than what a template says.
    pub(crate) fn beats(&self, template: &[Says]) -> bool {
        self.says.as_slice() < template
    }

    /// Whether it says more of some path than a template that meets the path too.
    pub(crate) fn contests(&self, template: &str) -> bool {
        let says: Vec<Says> = says(template).collect();
        let mut pairs = self.segments.iter().zip(template.split('/').skip(1));
        self.beats(&says)
            && pairs.all(|(own, other)| {
                other.starts_with('{') || own.as_deref().is_none_or(|own| own == other)
            })
    }
}

/// The prefixes of an app, the one that says most first.
#[derive(Debug, Default)]
pub(crate) struct Prefixes(Vec<Prefix>);

impl Prefixes {
    /// Adds one, unless another is the same but for its parameters' names; then that one's target.
    pub(crate) fn insert(&mut self, prefix: Prefix) -> Result<(), usize> {
        if let Some(other) = self
            .0
            .iter()
            .find(|known| known.segments == prefix.segments)
        {
            return Err(other.target);
        }
        let place = self.0.partition_point(|known| known.says <= prefix.says);
        self.0.insert(place, prefix);
        Ok(())
    }

    /// The one that says most of a path, which is matched as it was sent.
    pub(crate) fn find(&self, path: &str) -> Option<&Prefix> {
        self.0.iter().find(|prefix| prefix.meets(path))
    }
}

#[cfg(test)]
mod tests {
    use super::{Prefix, Prefixes};

    fn prefixes(all: &[&str]) -> Prefixes {
        let mut prefixes = Prefixes::default();
        for (target, prefix) in all.iter().enumerate() {
            let prefix = Prefix::new(prefix, target).expect("a prefix");
            prefixes.insert(prefix).expect("no conflict");
        }
        prefixes
    }

    #[test]
    fn the_prefix_that_says_most_is_found() {
        let all = ["", "/{a}", "/a", "/a/b", "/{a}/b/c", "/a/{b}/c", "/x/y"];
        let prefixes = prefixes(&all);
        for (path, expected) in [
            ("/", ""),
            ("//", ""),
            ("/q", "/{a}"),
            ("/q/", "/{a}"),
            ("/a", "/a"),
            ("/a/", "/a"),
            ("/ab", "/{a}"),
            ("/a/b", "/a/b"),
            ("/a/b/c", "/a/b"),
            ("/a/q/c", "/a/{b}/c"),
            ("/a//c", "/a"),
            ("/q/b/c/d", "/{a}/b/c"),
            ("/x/z", "/{a}"),
        ] {
            let found = prefixes.find(path).map(|prefix| all[prefix.target()]);
            assert_eq!(found, Some(expected), "{path}");
        }
        assert!(prefixes.find("*").is_none());
        assert!(prefixes.find("").is_none());
    }

    #[test]
    fn templates_are_contested_where_they_say_less() {
        for (prefix, template, contested) in [
            ("/static", "/{name}", true),
            ("/static", "/{name}/x", true),
            ("/static", "/{*rest}", true),
            ("/static", "/static", false),
            ("/static", "/static/{name}", false),
            ("/static/a", "/static/{*rest}", true),
            ("/static/a", "/static/{name}", true),
            ("/static/a", "/other/{name}", false),
            ("/{a}/files", "/{b}", false),
            ("/{a}", "/{b}", false),
            ("", "/{name}", false),
            ("", "/", false),
        ] {
            let prefix = Prefix::new(prefix, 0).expect("a prefix");
            assert_eq!(
                prefix.contests(template),
                contested,
                "{prefix:?} {template}"
            );
        }
    }

    #[test]
    fn odd_prefixes_are_refused() {
        for odd in ["/{*rest}", "/a{b}", "/{a}b", "/{{a}}"] {
            assert!(Prefix::new(odd, 0).is_err(), "{odd}");
        }
    }
}
