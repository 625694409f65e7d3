//! The app in Folio.

use std::path::Path;

use crate::{
    app::{MODULES, body, endpoints, item, modules, types},
    measure::Files,
};

/// All files of the app; `runtime` is where the crate `folio` is.
pub(crate) fn files(runtime: &Path) -> Files {
    let mut files = vec![
        ("Cargo.toml".to_owned(), manifest(runtime)),
        ("src/main.rs".to_owned(), main()),
    ];
    files.extend((0..MODULES).map(|m| (format!("src/m{m}.rs"), module(m))));
    files
}

fn manifest(runtime: &Path) -> String {
    format!(
        "[package]
name = \"app\"
version = \"0.0.0\"
edition = \"2024\"

[workspace]

[dependencies]
folio = {{ path = {:?} }}
serde = {{ version = \"1\", features = [\"derive\"] }}
utoipa = {{ version = \"6\", default-features = false, features = [\"macros\"] }}
",
        runtime.display().to_string()
    )
}

fn main() -> String {
    let (mods, routes) = (
        modules(|m| format!("mod m{m};\n")),
        modules(|m| format!("        .routes(m{m}::endpoints())\n")),
    );
    format!(
        "{mods}
fn main() -> Result<(), folio::BuildErrors> {{
    let app = folio::App::new(\"Items\", \"1.0.0\")
{routes};
    app.build().map(drop)
}}
"
    )
}

fn module(m: usize) -> String {
    let each = endpoints(|n| [types(n, "ToSchema"), error(n), handler(m, n)].concat());
    let names = endpoints(|n| format!("change{n}, "));
    format!(
        "use folio::{{Json, Problem, Query, put}};
use serde::{{Deserialize, Serialize}};
use utoipa::ToSchema;

{each}
pub fn endpoints() -> impl IntoIterator<Item = folio::Mounted> {{
    folio::routes![{names}]
}}
"
    )
}

fn error(n: usize) -> String {
    format!(
        "#[derive(Debug, Problem)]
pub enum Error{n} {{
    /// No item has this id.
    #[problem(status = 404)]
    Unknown {{ id: u64 }},
    /// The item stays as it is.
    #[problem(status = 409)]
    Kept {{ name: String }},
}}

"
    )
}

fn handler(m: usize, n: usize) -> String {
    let (body, item) = (body(n), item(n));
    format!(
        "/// Changes item {n} of module {m}.
#[put(\"/m{m}/items{n}/{{id}}\")]
pub async fn change{n}(
    id: u64,
    Query(query): Query<Query{n}>,
    Json(change): Json<Change{n}>,
) -> Result<Item{n}, Error{n}> {{
{body}    Ok({item})
}}

"
    )
}
