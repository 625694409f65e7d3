//! The text of a `Set-Cookie` line (RFC 6265bis §4.1.1).

use std::{
    borrow::Cow,
    time::{Duration, SystemTime},
};

use percent_encoding::{AsciiSet, CONTROLS, PercentEncode, utf8_percent_encode};

use super::SetCookie;

/// What is no cookie-octet, and `%`, so that every value is read back as it was.
const NOT_VALUE: AsciiSet = CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b',')
    .add(b';')
    .add(b'\\')
    .add(b'%');

/// The last second of the year 9999, which an HTTP date can still say.
const LAST_SECOND: u64 = 253_402_300_799;

pub(super) fn of(cookie: &SetCookie) -> String {
    write(
        cookie,
        Cow::from(encoded(&cookie.value)),
        cookie.expires.map(date),
    )
}

pub(super) fn example(cookie: &SetCookie) -> String {
    let ends = cookie.max_age == Some(0);
    let value = if cookie.value.is_empty() && !ends {
        Cow::Borrowed("<value>")
    } else {
        Cow::from(encoded(&cookie.value))
    };
    let expires = cookie.expires.map(|time| match time {
        SystemTime::UNIX_EPOCH => date(time),
        _ => "<date>".to_owned(),
    });
    write(cookie, value, expires)
}

/// Length of the value as it is sent.
pub(super) fn value_len(cookie: &SetCookie) -> usize {
    encoded(&cookie.value).map(str::len).sum()
}

fn encoded(value: &str) -> PercentEncode<'_> {
    utf8_percent_encode(value, &NOT_VALUE)
}

fn date(time: SystemTime) -> String {
    let last = SystemTime::UNIX_EPOCH + Duration::from_secs(LAST_SECOND);
    httpdate::fmt_http_date(time.clamp(SystemTime::UNIX_EPOCH, last))
}

/// Attributes stand in alphabetical order; an empty text is one without a value.
fn write(cookie: &SetCookie, value: Cow<'_, str>, expires: Option<String>) -> String {
    let flag = |set: bool| set.then_some("");
    let max_age = cookie.max_age.map(|seconds| seconds.to_string());
    let attributes = [
        ("Domain", cookie.host()),
        ("Expires", expires.as_deref()),
        ("HttpOnly", flag(cookie.http_only)),
        ("Max-Age", max_age.as_deref()),
        ("Partitioned", flag(cookie.partitioned)),
        ("Path", cookie.path.as_deref()),
        ("SameSite", cookie.same_site.map(super::SameSite::name)),
        ("Secure", flag(cookie.secure)),
    ];
    let mut line = format!("{}={value}", cookie.name);
    for (name, text) in attributes {
        let Some(text) = text else { continue };
        line.push_str("; ");
        line.push_str(name);
        if !text.is_empty() {
            line.push('=');
            line.push_str(text);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    use crate::{SameSite, SetCookie};

    fn line(cookie: &SetCookie) -> String {
        let value = cookie.header_value().expect("valid");
        value.to_str().expect("visible ASCII").to_owned()
    }

    #[test]
    fn defaults_are_those_of_litestar() {
        let cookie = SetCookie::new("my-cookie", "cookie-value");
        assert_eq!(
            line(&cookie),
            "my-cookie=cookie-value; Path=/; SameSite=lax"
        );
        let cookie = SetCookie::new("c", "v").same_site(SameSite::None).secure();
        assert_eq!(line(&cookie), "c=v; Path=/; SameSite=none; Secure");
    }

    #[test]
    fn all_attributes_in_one_order() {
        let cookie = SetCookie::new("c", "v")
            .secure()
            .partitioned()
            .http_only()
            .same_site(SameSite::Strict)
            .path("/a")
            .domain(".Example.com")
            .max_age(Duration::from_mins(1))
            .expires(UNIX_EPOCH + Duration::from_secs(784_111_777));
        assert_eq!(
            line(&cookie),
            "c=v; Domain=Example.com; Expires=Sun, 06 Nov 1994 08:49:37 GMT; HttpOnly; Max-Age=60; \
             Partitioned; Path=/a; SameSite=strict; Secure"
        );
        let bare = SetCookie::new("c", "").without_path().without_same_site();
        assert_eq!(line(&bare), "c=");
    }

    #[test]
    fn values_keep_cookie_octets_and_lose_the_rest() {
        let octets: String = (0x21..=0x7e_u8)
            .filter(|b| !b"\",;\\%".contains(b))
            .map(char::from)
            .collect();
        let bare = |value: &str| {
            let cookie = SetCookie::new("c", value.to_owned()).without_path();
            line(&cookie.without_same_site())
        };
        assert_eq!(bare(&octets), format!("c={octets}"));
        for (value, encoded) in [
            ("a b", "a%20b"),
            ("\"a\"", "%22a%22"),
            ("a,b;c\\d", "a%2Cb%3Bc%5Cd"),
            ("100%", "100%25"),
            ("\0\t\r\n\u{7f}", "%00%09%0D%0A%7F"),
            ("é🍪", "%C3%A9%F0%9F%8D%AA"),
        ] {
            assert_eq!(bare(value), format!("c={encoded}"));
        }
    }

    #[test]
    fn ages_and_dates_saturate() {
        let age = |age| line(&SetCookie::new("c", "v").max_age(age));
        let max_age = |n| format!("c=v; Max-Age={n}; Path=/; SameSite=lax");
        assert_eq!(age(Duration::ZERO), max_age(0));
        assert_eq!(age(Duration::from_nanos(1)), max_age(1));
        assert_eq!(age(Duration::from_millis(59_001)), max_age(60));
        assert_eq!(
            age(Duration::from_secs(u64::from(u32::MAX))),
            max_age(i32::MAX)
        );
        assert_eq!(age(Duration::MAX), max_age(i32::MAX));

        let date = |time| line(&SetCookie::new("c", "v").expires(time));
        let expires = |date| format!("c=v; Expires={date}; Path=/; SameSite=lax");
        let far = UNIX_EPOCH + Duration::from_secs(1 << 40);
        assert_eq!(date(far), expires("Fri, 31 Dec 9999 23:59:59 GMT"));
        let early = UNIX_EPOCH - Duration::from_secs(1);
        assert_eq!(date(early), expires("Thu, 01 Jan 1970 00:00:00 GMT"));
    }

    #[test]
    fn an_example_has_no_clock() {
        let session = SetCookie::new("session", "")
            .documentation_only()
            .http_only();
        assert_eq!(
            session.example(),
            "session=<value>; HttpOnly; Path=/; SameSite=lax"
        );
        let soon = SetCookie::new("c", "a b").expires(SystemTime::now());
        assert_eq!(
            soon.example(),
            "c=a%20b; Expires=<date>; Path=/; SameSite=lax"
        );
        let ended = SetCookie::delete("c");
        assert_eq!(ended.example(), line(&ended));
    }
}
