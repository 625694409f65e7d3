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

#[cfg(test)]
mod tests {
    use super::{ATTRIBUTE_LIMIT, PAIR_LIMIT};
    use crate::{CookieFault, SameSite, SetCookie};

    fn named(name: &str) -> SetCookie {
        SetCookie::new(name.to_owned(), "v")
    }

    fn at(path: &str) -> SetCookie {
        named("c").path(path.to_owned())
    }

    fn of(domain: &str) -> SetCookie {
        named("c").domain(domain.to_owned())
    }

    #[test]
    fn names_are_tokens() {
        for good in [
            "c",
            "a.b-c_d",
            "!#$%&'*+-.^_`|~",
            "Set-Cookie",
            "path",
            "__x",
        ] {
            assert_eq!(named(good).check(), Ok(()), "{good}");
        }
        for bad in [
            "", " ", "a b", "a=b", "a;b", "a,b", "é", "a\r\nb", "\0", "\"a\"", "a\t", "(a)", "a/b",
            "[a]", "\u{7f}",
        ] {
            let fault = CookieFault::Name(bad.to_owned());
            assert_eq!(named(bad).check(), Err(fault.clone()), "{bad:?}");
            assert_eq!(named(bad).header_value(), Err(fault), "{bad:?}");
        }
    }

    #[test]
    fn paths_begin_with_a_slash_and_are_visible_ascii() {
        let longest = format!("/{}", "a".repeat(ATTRIBUTE_LIMIT - 1));
        for good in ["/", "/a/b", "/a,b", "/%C3%A9", "/a=b", &longest] {
            assert_eq!(at(good).check(), Ok(()), "{good}");
        }
        for bad in [
            "",
            "a",
            "\\",
            "/a;b",
            "/a; Domain=evil.example",
            "/a b",
            "/é",
            "/\r\nx: y",
            "/\0",
            "/\u{7f}",
        ] {
            let fault = CookieFault::Path("c".to_owned());
            assert_eq!(at(bad).check(), Err(fault), "{bad:?}");
        }
        let fault = CookieFault::PathTooLong("c".to_owned());
        assert_eq!(at(&format!("{longest}a")).check(), Err(fault));
        assert_eq!(named("c").without_path().check(), Ok(()));
    }

    #[test]
    fn domains_are_host_names() {
        let label = "a".repeat(63);
        let longest = [&*label, &label, &label, &label[..61]].join(".");
        for good in [
            "example.com",
            ".example.com",
            "Ex-ample.COM",
            "localhost",
            "127.0.0.1",
            "xn--bcher-kva.example",
            &label,
            &longest,
        ] {
            assert_eq!(of(good).check(), Ok(()), "{good}");
        }
        let long_label = format!("{label}a");
        let too_long = format!("{longest}a");
        for bad in [
            "",
            ".",
            "..example.com",
            "example.com.",
            "a..b",
            "-a.b",
            "a-.b",
            "a b",
            "bücher.example",
            "example.com:80",
            "[::1]",
            "a;b",
            "a/b",
            "a\r\n",
            "*.example.com",
            &long_label,
            &too_long,
        ] {
            let fault = CookieFault::Domain("c".to_owned());
            assert_eq!(of(bad).check(), Err(fault), "{bad:?}");
        }
    }

    #[test]
    fn name_and_value_have_4096_bytes_as_they_are_sent() {
        let fault = || Err(CookieFault::TooLong("cc".to_owned()));
        for (piece, bytes) in [("a", 1), ("%", 3), ("é", 6)] {
            let most = (PAIR_LIMIT - 2) / bytes;
            let fits = SetCookie::new("cc", piece.repeat(most));
            assert_eq!(fits.check(), Ok(()), "{piece}");
            let over = SetCookie::new("cc", piece.repeat(most + 1));
            assert_eq!(over.check(), fault(), "{piece}");
        }
        let fault = CookieFault::TooLong("n".repeat(64));
        assert_eq!(named(&"n".repeat(1 << 20)).check(), Err(fault));
    }

    #[test]
    fn what_has_to_be_secure() {
        let none = named("c").same_site(SameSite::None);
        assert_eq!(none.check(), Err(CookieFault::SameSiteNone("c".to_owned())));
        assert_eq!(none.secure().check(), Ok(()));
        let partitioned = named("c").partitioned();
        assert_eq!(
            partitioned.check(),
            Err(CookieFault::Partitioned("c".to_owned()))
        );
        assert_eq!(partitioned.secure().check(), Ok(()));
    }

    #[test]
    fn prefixes_keep_what_they_promise() {
        for name in ["__Secure-a", "__secure-a", "__SECURE-"] {
            let fault = CookieFault::SecurePrefix(name.to_owned());
            assert_eq!(named(name).check(), Err(fault));
            assert_eq!(
                named(name).domain("a.example").path("/x").secure().check(),
                Ok(())
            );
        }
        for name in ["__Host-a", "__host-a", "__hOST-"] {
            for bad in [
                named(name),
                named(name).secure().domain("a.example"),
                named(name).secure().path("/x"),
                named(name).secure().without_path(),
            ] {
                let fault = CookieFault::HostPrefix(name.to_owned());
                assert_eq!(bad.check(), Err(fault), "{bad:?}");
            }
            assert_eq!(named(name).secure().check(), Ok(()));
        }
        for name in ["__Http-a", "__http-a", "__Host-Http-a", "__host-http-a"] {
            let fault = CookieFault::HttpPrefix(name.to_owned());
            assert_eq!(named(name).secure().check(), Err(fault));
            assert_eq!(named(name).secure().http_only().check(), Ok(()));
        }
        let fault = CookieFault::HttpPrefix("__Http-a".to_owned());
        assert_eq!(named("__Http-a").http_only().check(), Err(fault));
        let host = named("__Host-Http-a").secure().http_only().path("/x");
        let fault = CookieFault::HostPrefix("__Host-Http-a".to_owned());
        assert_eq!(host.check(), Err(fault));
        for free in ["Secure-a", "_Host-a", "__Host", "__Hosts-a", "a__Host-"] {
            assert_eq!(named(free).check(), Ok(()), "{free}");
        }
    }

    #[test]
    fn a_message_escapes_the_name_and_says_what_to_write() {
        let fault = named("a\r\nb").check().expect_err("no token");
        assert_eq!(
            fault.to_string(),
            r#"the cookie "a\r\nb" has no valid name: use letters, digits, `-`, `_` and `.`, at least one"#
        );
    }
}
