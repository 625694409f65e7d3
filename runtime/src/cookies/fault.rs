//! Why a cookie can't be set.

use std::fmt;

use crate::{
    openapi::OperationDoc,
    problem::{Problem, ProblemDetails},
};

/// A cookie that browsers would not keep, or that would break its `Set-Cookie` line; each holds the
/// first 64 characters of the cookie's name.
///
/// As an answer it is a 400: what is known before a request came is checked when the app is built.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CookieFault {
    /// The name is empty or no token (RFC 9110 §5.6.2).
    Name(String),
    /// Name and encoded value have more than 4096 bytes.
    TooLong(String),
    /// The path doesn't begin with `/`, or holds `;`, a blank or something else than visible ASCII.
    Path(String),
    /// The path has more than 1024 bytes.
    PathTooLong(String),
    /// The domain is no host name in ASCII.
    Domain(String),
    /// `SameSite=None` without `Secure`.
    SameSiteNone(String),
    /// `Partitioned` without `Secure`.
    Partitioned(String),
    /// A name that begins with `__Secure-`, without `Secure`.
    SecurePrefix(String),
    /// A name that begins with `__Host-`, without `Secure`, with a domain, or with a path other than `/`.
    HostPrefix(String),
    /// A name that begins with `__Http-` or `__Host-Http-`, without `Secure` or `HttpOnly`.
    HttpPrefix(String),
}

impl fmt::Display for CookieFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, message) = match self {
            CookieFault::Name(name) => (
                name,
                "has no valid name: use letters, digits, `-`, `_` and `.`, at least one",
            ),
            CookieFault::TooLong(name) => (
                name,
                "has more than 4096 bytes with its name: keep the value on the server, and its id in the cookie",
            ),
            CookieFault::Path(name) => (
                name,
                "has no valid path: begin it with `/` and percent-encode `;`, blanks and what is not ASCII",
            ),
            CookieFault::PathTooLong(name) => (
                name,
                "has a path of more than 1024 bytes: use the path of a folder above",
            ),
            CookieFault::Domain(name) => (
                name,
                "has no valid domain: use a host name such as `example.com`, in its `xn--` form where it is not ASCII, or leave it out",
            ),
            CookieFault::SameSiteNone(name) => (name, "is `SameSite=None`: add `secure`"),
            CookieFault::Partitioned(name) => (name, "is `Partitioned`: add `secure`"),
            CookieFault::SecurePrefix(name) => (name, "is a `__Secure-` cookie: add `secure`"),
            CookieFault::HostPrefix(name) => (
                name,
                "is a `__Host-` cookie: add `secure`, leave the domain out and the path at `/`",
            ),
            CookieFault::HttpPrefix(name) => {
                (name, "is an `__Http-` cookie: add `secure` and `http_only`")
            }
        };
        write!(f, "the cookie {name:?} {message}")
    }
}

impl std::error::Error for CookieFault {}

#[diagnostic::do_not_recommend]
impl Problem for CookieFault {
    fn problem(self) -> ProblemDetails {
        ProblemDetails::new(400).detail(self.to_string())
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        doc.problem("CookieFault", 400).any_detail().finish();
    }
}

/// As much of a name as a message shows: it may come from a request.
pub(super) fn shown(name: &str) -> String {
    name.chars().take(64).collect()
}
