//! The route table: which endpoint a method and a path meet.

use std::collections::HashMap;

use http::{HeaderValue, Method};

use crate::prefix::{Prefix, Prefixes, Says, says};

/// The most parameters a path may have.
pub(crate) const MOST_PARAMS: usize = 8;

/// The methods an endpoint can serve, in the order `Allow` lists them.
const METHODS: [Method; 7] = [
    Method::GET,
    Method::HEAD,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
    Method::OPTIONS,
];

/// Where the parameters of a path stand in it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Params {
    ranges: [(u16, u16); MOST_PARAMS],
}

impl Params {
    /// The raw text of a parameter.
    pub(crate) fn get<'p>(&self, path: &'p str, position: usize) -> &'p str {
        let (start, end) = self.ranges.get(position).copied().unwrap_or_default();
        path.get(usize::from(start)..usize::from(end))
            .unwrap_or_default()
    }
}

/// What a request meets.
pub(crate) enum Found<'t> {
    /// An endpoint.
    Target(usize, Params),
    /// A path whose `Allow` answers OPTIONS.
    Options(&'t HeaderValue),
    /// A path without this method.
    Method(&'t HeaderValue),
    /// No path.
    Nothing,
}

/// The methods of one path.
#[derive(Debug, Default)]
struct Node {
    targets: [Option<usize>; METHODS.len()],
    allow: Option<HeaderValue>,
    /// Which segments of the path are parameters, counted from 0.
    parameters: Vec<usize>,
    /// Whether the last parameter takes the rest of the path.
    tail: bool,
    /// How much its template says of a path.
    says: Vec<Says>,
    /// Whether a mounted service's prefix says more of some path.
    contested: bool,
}

impl Node {
    fn new(template: &str) -> Self {
        let segments = template.split('/').skip(1).enumerate();
        let parameters = segments.filter(|(_, segment)| segment.starts_with('{'));
        Node {
            parameters: parameters.map(|(index, _)| index).collect(),
            tail: template.contains("{*"),
            says: says(template).collect(),
            ..Node::default()
        }
    }

    /// Where the parameters stand in a path that has met this node.
    fn params(&self, path: &str) -> Params {
        let mut params = Params::default();
        let mut wanted = self.parameters.iter().zip(&mut params.ranges).peekable();
        let (mut segment, mut start) = (0, 1);
        for (index, byte) in path.bytes().enumerate().skip(1) {
            if byte != b'/' {
                continue;
            }
            if self.tail
                && wanted.len() == 1
                && wanted.peek().is_some_and(|(place, _)| **place == segment)
            {
                break;
            }
            if let Some((_, range)) = wanted.next_if(|(place, _)| **place == segment) {
                *range = (short(start), short(index));
            }
            (segment, start) = (segment + 1, index + 1);
        }
        if let Some((_, range)) = wanted.next() {
            *range = (short(start), short(path.len()));
        }
        params
    }
}

/// A place in a path; longer paths meet nothing.
fn short(place: usize) -> u16 {
    u16::try_from(place).unwrap_or_default()
}

/// Paths and methods, frozen.
#[derive(Debug, Default)]
pub(crate) struct Table {
    nodes: Vec<Node>,
    /// Paths without parameters: found without walking the tree.
    fixed: HashMap<String, usize, Hasher>,
    /// The lengths those paths have, 127 standing for all longer ones: most others are told by it.
    lengths: u128,
    tree: matchit::Router<usize>,
    /// Mounted services.
    prefixes: Prefixes,
    /// Normal form of each template with the one that was written first.
    templates: HashMap<String, (String, usize)>,
    /// The methods of all paths together, which `OPTIONS *` asks for.
    everywhere: Node,
}

/// Why a path can't be added.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Conflict {
    /// Another endpoint serves this method and path.
    Taken(usize),
    /// Another template is the same but for its parameters' names.
    Template(String),
    /// The router can't hold the template.
    Unroutable(String),
}

impl Table {
    /// Adds an endpoint under a method and a template.
    pub(crate) fn insert(
        &mut self,
        method: &Method,
        template: &str,
        target: usize,
    ) -> Result<(), Conflict> {
        let slot = slot(method)
            .ok_or_else(|| Conflict::Unroutable(format!("no route serves {method}")))?;
        let node = self.node(template)?;
        let node = &mut self.nodes[node];
        if let Some(other) = node.targets[slot] {
            return Err(Conflict::Taken(other));
        }
        node.targets[slot] = Some(target);
        node.allow = Some(allow(&node.targets));
        self.everywhere.targets[slot] = Some(target);
        self.everywhere.allow = Some(allow(&self.everywhere.targets));
        Ok(())
    }

    /// Adds a target for all methods of a prefix and everything below that no template says more of.
    /// Endpoints come first.
    pub(crate) fn mount(&mut self, prefix: &str, target: usize) -> Result<(), Conflict> {
        let below = normal(&format!("{prefix}/{{*rest}}"));
        let node = self.templates.get(&below).map(|known| &self.nodes[known.1]);
        if let Some(other) = node.and_then(|node| node.targets.iter().flatten().next()) {
            return Err(Conflict::Taken(*other));
        }
        let prefix = Prefix::new(prefix, target).map_err(Conflict::Unroutable)?;
        for (template, node) in self.templates.values() {
            self.nodes[*node].contested |= prefix.contests(template);
        }
        self.prefixes.insert(prefix).map_err(Conflict::Taken)
    }

    fn node(&mut self, template: &str) -> Result<usize, Conflict> {
        let normal = normal(template);
        if let Some((known, node)) = self.templates.get(&normal) {
            return if known == template {
                Ok(*node)
            } else {
                Err(Conflict::Template(known.clone()))
            };
        }
        let node = self.nodes.len();
        if template.contains('{') {
            self.tree
                .insert(template, node)
                .map_err(|error| Conflict::Unroutable(error.to_string()))?;
        } else {
            self.fixed.insert(template.to_owned(), node);
            self.lengths |= 1 << template.len().min(127);
        }
        self.nodes.push(Node::new(template));
        self.templates.insert(normal, (template.to_owned(), node));
        Ok(node)
    }

    /// Finds what a request meets; the path is matched as it was sent, before decoding.
    pub(crate) fn find(&self, method: &Method, path: &str) -> Found<'_> {
        let Some((node, params)) = self.path(path) else {
            return self.beside(method, path);
        };
        let slot = slot(method);
        let exact = slot.and_then(|slot| node.targets[slot]);
        let target = if exact.is_none() && *method == Method::HEAD {
            node.targets[0]
        } else {
            exact
        };
        match (target, &node.allow) {
            (Some(target), _) => Found::Target(target, params),
            (None, Some(allow)) if *method == Method::OPTIONS => Found::Options(allow),
            (None, Some(allow)) => Found::Method(allow),
            (None, None) => Found::Nothing,
        }
    }

    /// Mounted services; and `OPTIONS *`, which asks about the server as a whole (RFC 9110 §9.3.7).
    #[cold]
    fn beside(&self, method: &Method, path: &str) -> Found<'_> {
        if let Some(prefix) = self.prefixes.find(path) {
            return Found::Target(prefix.target(), Params::default());
        }
        match &self.everywhere.allow {
            Some(allow) if path == "*" && *method == Method::OPTIONS => Found::Options(allow),
            _ => Found::Nothing,
        }
    }

    fn path(&self, path: &str) -> Option<(&Node, Params)> {
        let fixed = self.lengths >> path.len().min(127) & 1 == 1;
        if let Some(node) = fixed.then(|| self.fixed.get(path)).flatten() {
            return Some((&self.nodes[*node], Params::default()));
        }
        if path.len() > usize::from(u16::MAX) {
            return None;
        }
        let node = &self.nodes[*self.tree.at(path).ok()?.value];
        if node.contested
            && self
                .prefixes
                .find(path)
                .is_some_and(|p| p.beats(&node.says))
        {
            return None;
        }
        Some((node, node.params(path)))
    }
}

/// The place of a method in [`METHODS`].
fn slot(method: &Method) -> Option<usize> {
    Some(match *method {
        Method::GET => 0,
        Method::HEAD => 1,
        Method::POST => 2,
        Method::PUT => 3,
        Method::PATCH => 4,
        Method::DELETE => 5,
        Method::OPTIONS => 6,
        _ => return None,
    })
}

/// `Allow` (RFC 9110 §10.2.1), with what is served without being declared.
fn allow(targets: &[Option<usize>; METHODS.len()]) -> HeaderValue {
    let served = |index: &usize| targets[*index].is_some();
    let names = METHODS.iter().enumerate().filter(|(index, method)| {
        served(index) || **method == Method::HEAD && served(&0) || **method == Method::OPTIONS
    });
    let names: Vec<&str> = names.map(|(_, method)| method.as_str()).collect();
    HeaderValue::try_from(names.join(", ")).unwrap_or_else(|_| HeaderValue::from_static("OPTIONS"))
}

/// A template without its parameters' names.
fn normal(template: &str) -> String {
    let segments = template.split('/').map(|segment| match segment {
        _ if segment.starts_with("{*") => "{*}",
        _ if segment.starts_with('{') => "{}",
        _ => segment,
    });
    segments.collect::<Vec<_>>().join("/")
}

/// FNV-1a: the keys are the program's own paths, so no request can make them collide.
#[derive(Debug, Clone, Copy, Default)]
struct Hasher;

struct Fnv(u64);

impl std::hash::BuildHasher for Hasher {
    type Hasher = Fnv;

    fn build_hasher(&self) -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl std::hash::Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::{Conflict, Found, Table};

    fn table(routes: &[(&Method, &str)]) -> Table {
        let mut table = Table::default();
        for (index, (method, path)) in routes.iter().enumerate() {
            table.insert(method, path, index).expect("no conflict");
        }
        table
    }

    fn found(table: &Table, method: &Method, path: &str) -> String {
        match table.find(method, path) {
            Found::Target(index, params) => format!("{index} {}", params.get(path, 0))
                .trim_end()
                .to_owned(),
            Found::Options(allow) => format!("options {}", allow.to_str().expect("ASCII")),
            Found::Method(allow) => format!("405 {}", allow.to_str().expect("ASCII")),
            Found::Nothing => "404".to_owned(),
        }
    }

    #[test]
    fn finds_by_method_and_path() {
        let table = table(&[
            (&Method::GET, "/"),
            (&Method::GET, "/users/{id}"),
            (&Method::DELETE, "/users/{id}"),
            (&Method::GET, "/users/me"),
            (&Method::POST, "/users"),
            (&Method::GET, "/files/{*rest}"),
            (&Method::GET, "/{a}/x/{b}/y/{*c}"),
        ]);
        let Found::Target(6, params) = table.find(&Method::GET, "/1/x/22/y/3/4/") else {
            panic!("a path with three parameters");
        };
        let texts = [0, 1, 2, 3].map(|index| params.get("/1/x/22/y/3/4/", index));
        assert_eq!(texts, ["1", "22", "3/4/", ""]);
        for (method, path, expected) in [
            (Method::GET, "/", "0"),
            (Method::GET, "/users/7", "1 7"),
            (Method::HEAD, "/users/7", "1 7"),
            (Method::DELETE, "/users/a%2Fb", "2 a%2Fb"),
            (Method::GET, "/users/me", "3"),
            (Method::DELETE, "/users/me", "405 GET, HEAD, OPTIONS"),
            (Method::OPTIONS, "/users", "options POST, OPTIONS"),
            (Method::PATCH, "/users/7", "405 GET, HEAD, DELETE, OPTIONS"),
            (Method::GET, "/files/a/b", "5 a/b"),
            (Method::GET, "/users/", "404"),
            (Method::GET, "/users/7/", "404"),
            (Method::TRACE, "/", "405 GET, HEAD, OPTIONS"),
            (Method::GET, "", "404"),
            (Method::GET, "//", "404"),
            (
                Method::OPTIONS,
                "*",
                "options GET, HEAD, POST, DELETE, OPTIONS",
            ),
            (Method::GET, "*", "404"),
        ] {
            assert_eq!(found(&table, &method, path), expected, "{method} {path}");
        }
    }

    #[test]
    fn slots_are_places() {
        for (index, method) in super::METHODS.iter().enumerate() {
            assert_eq!(super::slot(method), Some(index));
        }
    }

    #[test]
    fn conflicts_are_told() {
        let mut table = table(&[(&Method::GET, "/a/{id}")]);
        assert_eq!(
            table.insert(&Method::GET, "/a/{id}", 1),
            Err(Conflict::Taken(0))
        );
        let other = Conflict::Template("/a/{id}".to_owned());
        assert_eq!(table.insert(&Method::PUT, "/a/{key}", 1), Err(other));
        assert_eq!(table.insert(&Method::PUT, "/a/{id}", 1), Ok(()));
    }
}
