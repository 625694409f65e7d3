//! What makes two cookies the same one.

use std::borrow::Cow;

use super::SetCookie;

/// What a browser tells cookies apart by: of two with the same one it keeps the later
/// (RFC 6265bis §5.7).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CookieIdentity {
    name: String,
    domain: Option<String>,
    path: Option<String>,
}

impl SetCookie {
    /// Name, domain in lower case and path.
    #[must_use]
    pub fn identity(&self) -> CookieIdentity {
        CookieIdentity {
            name: self.name.clone().into_owned(),
            domain: self.host().map(str::to_ascii_lowercase),
            path: self.path.clone().map(Cow::into_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::SetCookie;

    #[test]
    fn one_identity_for_what_browsers_take_for_one_cookie() {
        let cookie = SetCookie::new("c", "1").domain("example.com").path("/a");
        let same = SetCookie::new("c", "2")
            .domain(".Example.COM")
            .path("/a")
            .secure();
        assert_eq!(cookie.identity(), same.identity());
        for other in [
            SetCookie::new("C", "1").domain("example.com").path("/a"),
            SetCookie::new("c", "1")
                .domain("www.example.com")
                .path("/a"),
            SetCookie::new("c", "1").domain("example.com").path("/A"),
            SetCookie::new("c", "1").domain("example.com"),
            SetCookie::new("c", "1")
                .domain("example.com")
                .without_path(),
            SetCookie::new("c", "1").path("/a"),
        ] {
            assert_ne!(cookie.identity(), other.identity(), "{other:?}");
        }
    }
}
