//! Cookies of a layer.

use http::{HeaderValue, StatusCode};

use crate::cookies::{CookieFault, SetCookie};

/// A cookie of a layer that was checked.
#[derive(Debug, Clone)]
pub(crate) enum CookieSetting {
    /// Sent as this line.
    Set(SetCookie, HeaderValue),
    /// Documented; a handler may set it.
    Documented(SetCookie),
    /// Taken away from outer layers, by its name.
    Removed(String),
}

impl CookieSetting {
    /// The same, with everything that RFC 6265bis asks of it found to hold.
    pub(crate) fn check(cookie: SetCookie) -> Result<Self, CookieFault> {
        let line = cookie.header_value()?;
        Ok(if cookie.is_sent_with(StatusCode::OK) {
            CookieSetting::Set(cookie, line)
        } else {
            CookieSetting::Documented(cookie)
        })
    }

    pub(crate) fn name(&self) -> &str {
        match self {
            CookieSetting::Set(cookie, _) | CookieSetting::Documented(cookie) => cookie.name(),
            CookieSetting::Removed(name) => name,
        }
    }

    pub(crate) fn cookie(&self) -> Option<&SetCookie> {
        match self {
            CookieSetting::Set(cookie, _) | CookieSetting::Documented(cookie) => Some(cookie),
            CookieSetting::Removed(_) => None,
        }
    }

    /// Whether both are one cookie to a browser.
    pub(crate) fn is_same(&self, other: &CookieSetting) -> bool {
        match (self.cookie(), other.cookie()) {
            (Some(own), Some(other)) => own.identity() == other.identity(),
            _ => false,
        }
    }

    /// Whether it stands in the place of another one of an outer layer.
    pub(crate) fn replaces(&self, outer: &CookieSetting) -> bool {
        match self {
            CookieSetting::Removed(name) => outer.name() == name,
            _ => self.is_same(outer),
        }
    }
}

impl SetCookie {
    /// Whether an error, or else an answer below 400, carries it.
    pub(crate) fn is_on(&self, error: bool) -> bool {
        let status = if error {
            StatusCode::BAD_REQUEST
        } else {
            StatusCode::OK
        };
        self.is_sent_with(status)
    }
}
