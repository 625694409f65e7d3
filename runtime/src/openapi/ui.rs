//! The page that shows the document: Swagger UI, out of the program itself.

use std::sync::Arc;

use bytes::Bytes;
use http::{
    HeaderMap, HeaderValue,
    header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS},
};
use utoipa_swagger_ui::Config;

use crate::service::Asset;

/// The files the page loads.
const FILES: [&str; 7] = [
    "swagger-ui.css",
    "index.css",
    "swagger-ui-bundle.js",
    "swagger-ui-standalone-preset.js",
    "swagger-initializer.js",
    "favicon-32x32.png",
    "favicon-16x16.png",
];

/// Nothing from elsewhere; the UI sets styles on its elements.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/// The page at `path` and its files below it. All links are relative, so the app can be mounted anywhere.
pub(crate) fn ui(path: &str, document: &str, headers: &HeaderMap) -> Vec<(String, Asset)> {
    let path = path.trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or_default();
    let up = "../".repeat(path.matches('/').count().saturating_sub(1));
    let document = format!("{up}{}", document.trim_start_matches('/'));
    // The badge of a validator elsewhere, which POLICY refuses: a broken image outside of localhost.
    let config = Config::from(document)
        .try_it_out_enabled(true)
        .validator_url("none");
    let config = Arc::new(config);
    let mut assets = Vec::new();
    for file in FILES {
        if let Ok(Some(found)) = utoipa_swagger_ui::serve(file, Arc::clone(&config)) {
            assets.push((
                format!("{path}/{file}"),
                asset(headers, &found.content_type, found.bytes.into_owned()),
            ));
        }
    }
    if let Ok(Some(index)) = utoipa_swagger_ui::serve("index.html", config) {
        let text = String::from_utf8_lossy(&index.bytes);
        let (page, text) = match name {
            "" => ("/", text.into_owned()),
            name => (path, beside(name, &text)),
        };
        assets.push((
            page.to_owned(),
            asset(headers, "text/html; charset=utf-8", text.into_bytes()),
        ));
    }
    assets
}

/// The page with its links to files below `name`, as the page has no `/` at its end.
fn beside(name: &str, page: &str) -> String {
    page.replace("\"./", &format!("\"{name}/"))
        .replace("href=\"index.css\"", &format!("href=\"{name}/index.css\""))
}

fn asset(headers: &HeaderMap, content_type: &str, body: Vec<u8>) -> Asset {
    let mut headers = headers.clone();
    let kind = HeaderValue::try_from(content_type);
    headers.insert(
        CONTENT_TYPE,
        kind.unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream")),
    );
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Asset {
        headers,
        body: Bytes::from(body),
    }
}
