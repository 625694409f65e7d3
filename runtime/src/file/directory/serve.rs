//! How a path is answered.

use std::sync::Arc;

use http::{
    HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Uri,
    header::{ALLOW, CONTENT_ENCODING, LOCATION, VARY},
};
use percent_encoding::percent_decode_str;

use super::{Directory, encoding, listing};
use crate::{
    body::Body,
    file::{
        Sending, Source, answer::bare, fault::FileFault, media, open::OpenFile, systems::is_name,
    },
    mount::OriginalUri,
    problem::{ProblemDetails, Rejection},
};

/// What a path asks for.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    File(String),
    /// A path with a slash at its end; the root has no name.
    Directory(String),
}

impl Directory {
    pub(super) async fn answer(&self, request: Request<Body>) -> Response<Body> {
        let (parts, _) = request.into_parts();
        match parts.method {
            Method::GET | Method::HEAD => {}
            Method::OPTIONS => return allow(Response::new(Body::empty()), StatusCode::NO_CONTENT),
            _ => {
                let refusal = Rejection::from(ProblemDetails::new(405));
                let response = refusal.respond(HeaderMap::new());
                return allow(response, StatusCode::METHOD_NOT_ALLOWED);
            }
        }
        let Some(wanted) = self.wanted(parts.uri.path()) else {
            return refused(FileFault::NotFound);
        };
        let asked = (&parts.method, &parts.headers);
        let original = parts.extensions.get::<OriginalUri>();
        let uri = original.map_or(&parts.uri, |original| &original.0);
        match wanted {
            Wanted::File(name) => match self.open(&name).await {
                Err(fault @ (FileFault::NotFound | FileFault::Directory)) => {
                    if self.is_directory(&name, &fault).await {
                        return with_slash(uri);
                    }
                    refused(fault)
                }
                opened => self.send(opened, &name, asked).await,
            },
            Wanted::Directory(name) => {
                // Links in its page would lead beside it.
                if !uri.path().ends_with('/') {
                    if self.is_directory(&name, &FileFault::Directory).await {
                        return with_slash(uri);
                    }
                    return refused(FileFault::NotFound);
                }
                self.directory(name, asked).await
            }
        }
    }

    async fn directory(&self, name: String, asked: (&Method, &HeaderMap)) -> Response<Body> {
        let mut opened = Err(FileFault::NotFound);
        if let Some(index) = self.index_of(&name) {
            opened = self.open(&index).await;
            if !matches!(opened, Err(FileFault::NotFound | FileFault::Directory)) {
                return self.send(opened, &index, asked).await;
            }
        }
        if !self.0.listing {
            return refused(FileFault::NotFound);
        }
        drop(opened);
        match self.0.system.list(&name, listing::MOST).await {
            Ok(mut entries) => {
                entries.retain(|entry| self.is_shown(&entry.name));
                listing::page(entries, name.is_empty())
            }
            Err(fault) => refused(fault),
        }
    }

    async fn open(&self, name: &str) -> Result<OpenFile, FileFault> {
        let source = Source::Stored(Arc::clone(&self.0.system), name.to_owned());
        match source.open_now() {
            Some(opened) => opened,
            None => source.open().await,
        }
    }

    /// Whether a path without a slash at its end is one of a directory that would be answered.
    async fn is_directory(&self, name: &str, fault: &FileFault) -> bool {
        if matches!(fault, FileFault::Directory) && self.0.listing {
            return true;
        }
        if let Some(index) = self.index_of(name)
            && self.open(&index).await.is_ok()
        {
            return true;
        }
        // Where files have no directories but in their names, only a look into it tells.
        self.0.listing && self.0.system.list(name, 1).await.is_ok()
    }

    fn index_of(&self, directory: &str) -> Option<String> {
        let index = self.0.index.as_deref()?;
        Some(match directory {
            "" => index.to_owned(),
            _ => format!("{directory}/{index}"),
        })
    }

    /// Sends a file, or what it was compressed to before.
    async fn send(
        &self,
        opened: Result<OpenFile, FileFault>,
        name: &str,
        asked: (&Method, &HeaderMap),
    ) -> Response<Body> {
        let mut sending = Sending {
            media: Some(media::by_name(name)),
            disposition: None,
            ..Sending::default()
        };
        if !self.0.precompressed || opened.is_err() {
            return bare(opened, sending, asked);
        }
        let (mut file, mut coding) = (opened, None);
        for encoding in encoding::accepted(asked.1) {
            let sibling = self.open(&format!("{name}{}", encoding.suffix)).await;
            if sibling.is_ok() {
                (file, coding) = (sibling, Some(encoding.name));
                break;
            }
        }
        sending.is_encoded = coding.is_some();
        let mut response = bare(file, sending, asked);
        let encodes = response.status().is_success();
        let headers = response.headers_mut();
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(coding) = coding.filter(|_| encodes) {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        response
    }

    /// What a path asks for; `None` for one that can't be of a file.
    fn wanted(&self, path: &str) -> Option<Wanted> {
        let path = path.strip_prefix('/').unwrap_or(path);
        if path.is_empty() {
            return Some(Wanted::Directory(String::new()));
        }
        let (path, is_directory) = match path.strip_suffix('/') {
            Some(path) => (path, true),
            None => (path, false),
        };
        let mut name = String::with_capacity(path.len());
        for segment in path.split('/') {
            let decoded = percent_decode_str(segment).decode_utf8().ok()?;
            // An encoded slash is part of a segment, and no file's name has one.
            if decoded.is_empty() || decoded.contains('/') || !self.is_shown(&decoded) {
                return None;
            }
            if !name.is_empty() {
                name.push('/');
            }
            name.push_str(&decoded);
        }
        let wanted = if is_directory {
            Wanted::Directory
        } else {
            Wanted::File
        };
        is_name(&name).then(|| wanted(name))
    }

    fn is_shown(&self, name: &str) -> bool {
        self.0.hidden || !name.starts_with('.') || name == ".well-known"
    }
}

fn refused(fault: FileFault) -> Response<Body> {
    Rejection::from(fault).respond(HeaderMap::new())
}

fn allow(mut response: Response<Body>, status: StatusCode) -> Response<Body> {
    *response.status_mut() = status;
    let methods = HeaderValue::from_static("GET, HEAD, OPTIONS");
    response.headers_mut().insert(ALLOW, methods);
    response
}

/// Sends the client to the same path with a slash at its end: by a reference that begins with `./`, so
/// that no path can make it lead to another server.
fn with_slash(uri: &Uri) -> Response<Body> {
    let last = uri.path().rsplit('/').next().unwrap_or_default();
    let query = uri.query().map(|query| format!("?{query}"));
    let target = format!("./{last}/{}", query.unwrap_or_default());
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
    // What came in a target is a value.
    if let Ok(target) = HeaderValue::try_from(target) {
        response.headers_mut().insert(LOCATION, target);
    }
    response
}
