//! What browsers ask of a cookie before they keep it (RFC 6265bis §4.1, §5.6, §5.7).

use super::{CookieFault, SameSite, SetCookie, fault::shown, line};

/// Name and value together (RFC 6265bis §5.6).
const PAIR_LIMIT: usize = 4096;
/// One attribute's value (RFC 6265bis §5.6).
const ATTRIBUTE_LIMIT: usize = 1024;
/// A host name (RFC 1035 §2.3.4).
const HOST_LIMIT: usize = 253;
/// One label of it.
const LABEL_LIMIT: usize = 63;

pub(super) fn check(cookie: &SetCookie) -> Result<(), CookieFault> {
    let name = &*cookie.name;
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err(CookieFault::Name(shown(name)));
    }
    if name.len() + line::value_len(cookie) > PAIR_LIMIT {
        return Err(CookieFault::TooLong(shown(name)));
    }
    if let Some(path) = &cookie.path {
        if path.len() > ATTRIBUTE_LIMIT {
            return Err(CookieFault::PathTooLong(shown(name)));
        }
        if !path.starts_with('/') || !path.bytes().all(|b| b.is_ascii_graphic() && b != b';') {
            return Err(CookieFault::Path(shown(name)));
        }
    }
    if cookie.host().is_some_and(|host| !is_host(host)) {
        return Err(CookieFault::Domain(shown(name)));
    }
    if cookie.same_site == Some(SameSite::None) && !cookie.secure {
        return Err(CookieFault::SameSiteNone(shown(name)));
    }
    if cookie.partitioned && !cookie.secure {
        return Err(CookieFault::Partitioned(shown(name)));
    }
    check_prefix(cookie)
}

/// The prefixes are compared without regard to case, as browsers do (RFC 6265bis §5.4).
/// `__Http-` and `__Host-Http-` are younger (draft-ietf-httpbis-layered-cookies).
fn check_prefix(cookie: &SetCookie) -> Result<(), CookieFault> {
    let name = &*cookie.name;
    let begins = |prefix: &str| {
        let start = name.as_bytes().get(..prefix.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
    };
    if begins("__Secure-") && !cookie.secure {
        return Err(CookieFault::SecurePrefix(shown(name)));
    }
    let whole_host = cookie.domain.is_none() && cookie.path.as_deref() == Some("/");
    if begins("__Host-") && !(cookie.secure && whole_host) {
        return Err(CookieFault::HostPrefix(shown(name)));
    }
    let http = begins("__Http-") || begins("__Host-Http-");
    if http && !(cookie.secure && cookie.http_only) {
        return Err(CookieFault::HttpPrefix(shown(name)));
    }
    Ok(())
}

/// RFC 9110 §5.6.2.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// Labels of letters, digits and inner hyphens (RFC 1034 §3.5, RFC 1123 §2.1).
fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LABEL_LIMIT).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= HOST_LIMIT && host.split('.').all(is_label)
}
