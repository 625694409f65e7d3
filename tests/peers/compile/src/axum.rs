//! The app in axum, documented by utoipa.

use crate::{
    app::{MODULES, body, endpoints, item, modules, types},
    measure::Files,
};

/// All files of the app.
pub(crate) fn files() -> Files {
    let mut files = vec![
        ("Cargo.toml".to_owned(), MANIFEST.to_owned()),
        ("src/main.rs".to_owned(), main()),
    ];
    files.extend((0..MODULES).map(|m| (format!("src/m{m}.rs"), module(m))));
    files
}

const MANIFEST: &str = "[package]
name = \"app\"
version = \"0.0.0\"
edition = \"2024\"

[workspace]

[dependencies]
axum = { version = \"0.8\", default-features = false, features = [\"json\", \"query\"] }
serde = { version = \"1\", features = [\"derive\"] }
utoipa = { version = \"6\", default-features = false, features = [\"macros\"] }
";

fn main() -> String {
    let mods = modules(|m| format!("mod m{m};\n"));
    let routes = modules(|m| format!("        .merge(m{m}::router())\n"));
    let docs = modules(|m| format!("    document.merge(m{m}::Doc::openapi());\n"));
    format!(
        "{mods}
use utoipa::OpenApi;

fn main() {{
    let router = axum::Router::<()>::new()
{routes};
    let mut document = utoipa::openapi::OpenApi::default();
{docs}
    drop((router, document));
}}
"
    )
}

fn module(m: usize) -> String {
    let each = endpoints(|n| [types(n, "IntoParams"), error(n), handler(m, n)].concat());
    let names = endpoints(|n| format!("change{n}, "));
    let routes =
        endpoints(|n| format!("        .route(\"/m{m}/items{n}/{{id}}\", put(change{n}))\n"));
    format!(
        "use axum::{{Json, Router, extract::{{Path, Query}}, http::StatusCode, response::{{IntoResponse, Response}}, routing::put}};
use serde::{{Deserialize, Serialize}};
use utoipa::{{IntoParams, ToSchema}};

{each}
#[derive(utoipa::OpenApi)]
#[openapi(paths({names}))]
pub struct Doc;

pub fn router() -> Router {{
    Router::new()
{routes}
}}
"
    )
}

fn error(n: usize) -> String {
    format!(
        "/// Why item {n} is not changed.
#[derive(Debug, Serialize, ToSchema)]
pub enum Error{n} {{
    /// No item has this id.
    Unknown {{ id: u64 }},
    /// The item stays as it is.
    Kept {{ name: String }},
}}

impl IntoResponse for Error{n} {{
    fn into_response(self) -> Response {{
        let status = match &self {{
            Error{n}::Unknown {{ .. }} => StatusCode::NOT_FOUND,
            Error{n}::Kept {{ .. }} => StatusCode::CONFLICT,
        }};
        (status, Json(self)).into_response()
    }}
}}

"
    )
}

fn handler(m: usize, n: usize) -> String {
    let (body, item) = (body(n), item(n));
    format!(
        "/// Changes item {n} of module {m}.
#[utoipa::path(
    put,
    path = \"/m{m}/items{n}/{{id}}\",
    params((\"id\" = u64, Path), Query{n}),
    request_body = Change{n},
    responses(
        (status = 200, body = Item{n}),
        (status = 404, description = \"No item has this id.\", body = Error{n}),
        (status = 409, description = \"The item stays as it is.\", body = Error{n}),
    )
)]
pub async fn change{n}(
    Path(id): Path<u64>,
    Query(query): Query<Query{n}>,
    Json(change): Json<Change{n}>,
) -> Result<Json<Item{n}>, Error{n}> {{
{body}    Ok(Json({item}))
}}

"
    )
}
