//! What both apps have: names, types that derive what each framework asks for.

/// How many modules an app has.
pub(crate) const MODULES: usize = 10;

/// How many endpoints a module has.
pub(crate) const ENDPOINTS: usize = 20;

/// The module with the edited handler.
pub(crate) const EDITED: usize = 5;

/// The types of an endpoint: its body, its answer and its query.
pub(crate) fn types(n: usize, query: &str) -> String {
    format!(
        "/// What changes item {n}.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Change{n} {{
    /// Its new name.
    pub name: String,
    /// How many there are.
    pub count: u32,
    /// What it is found by.
    pub labels: Vec<String>,
}}

/// Item {n}.
#[derive(Debug, Serialize, ToSchema)]
pub struct Item{n} {{
    /// Its id.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// How many there are.
    pub count: u32,
    /// What it is found by.
    pub labels: Vec<String>,
}}

/// What is asked of item {n}.
#[derive(Debug, Deserialize, {query})]
pub struct Query{n} {{
    /// The most labels that are kept.
    pub limit: Option<usize>,
    /// Whether nothing is kept.
    pub dry: Option<bool>,
    /// What the name begins with.
    pub prefix: Option<String>,
}}

"
    )
}

/// What the handler of an endpoint does.
pub(crate) fn body(n: usize) -> String {
    format!(
        "    if id == 0 {{
        return Err(Error{n}::Unknown {{ id }});
    }}
    if query.dry == Some(true) {{
        return Err(Error{n}::Kept {{ name: change.name }});
    }}
    let limit = query.limit.unwrap_or(10);
    let name = format!(\"{{}}{{}}\", query.prefix.unwrap_or_default(), change.name);
    let labels = change.labels.into_iter().take(limit).collect();
"
    )
}

/// The value of the answer.
pub(crate) fn item(n: usize) -> String {
    format!("Item{n} {{ id, name, count: change.count, labels }}")
}

/// Something for each module.
pub(crate) fn modules(each: impl Fn(usize) -> String) -> String {
    (0..MODULES).map(each).collect()
}

/// Something for each endpoint of a module.
pub(crate) fn endpoints(each: impl Fn(usize) -> String) -> String {
    (0..ENDPOINTS).map(each).collect()
}
