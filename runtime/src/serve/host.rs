//! `Host`: one, and a valid one, before anything else looks at a request.
//!
//! RFC 9112 §3.2 asks servers for it, and hyper leaves it to them.

use http::{HeaderMap, Version, header::HOST};

/// Whether the request has exactly the `Host` its version asks for.
pub(super) fn is_valid(headers: &HeaderMap, version: Version) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => is_host(host.as_bytes()),
        (None, _) => version != Version::HTTP_11,
        (Some(_), Some(_)) => false,
    }
}

/// `uri-host [ ":" port ]` (RFC 9110 §7.2).
fn is_host(host: &[u8]) -> bool {
    if let Some(rest) = host.strip_prefix(b"[") {
        let Some(end) = rest.iter().position(|b| *b == b']') else {
            return false;
        };
        let (address, port) = (&rest[..end], &rest[end + 1..]);
        return is_address(address)
            && (port.is_empty() || port.strip_prefix(b":").is_some_and(is_port));
    }
    let (name, port) = match host.iter().position(|b| *b == b':') {
        Some(colon) => (&host[..colon], &host[colon + 1..]),
        None => (host, &b""[..]),
    };
    is_port(port) && is_name(name)
}

fn is_port(port: &[u8]) -> bool {
    port.len() <= 5 && port.iter().all(u8::is_ascii_digit) && {
        let value = port
            .iter()
            .fold(0_u32, |sum, digit| sum * 10 + u32::from(digit - b'0'));
        value <= u32::from(u16::MAX)
    }
}

/// `reg-name` (RFC 3986 §3.2.2).
fn is_name(name: &[u8]) -> bool {
    let mut rest = name;
    while let Some((byte, tail)) = rest.split_first() {
        rest = match byte {
            b'%' => match tail {
                [a, b, after @ ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => after,
                _ => return false,
            },
            b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+'
            | b',' | b';' | b'=' => tail,
            _ if byte.is_ascii_alphanumeric() => tail,
            _ => return false,
        };
    }
    true
}

/// `IPv6address` or `IPvFuture`, between the brackets.
fn is_address(address: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(address) else {
        return false;
    };
    if text.parse::<std::net::Ipv6Addr>().is_ok() {
        return true;
    }
    let Some((version, rest)) = text
        .strip_prefix(['v', 'V'])
        .and_then(|text| text.split_once('.'))
    else {
        return false;
    };
    let hex = !version.is_empty() && version.bytes().all(|b| b.is_ascii_hexdigit());
    hex && !rest.is_empty()
        && rest
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::is_host;

    #[test]
    fn the_grammar_holds() {
        for good in [
            "example.com",
            "example.com:80",
            "localhost:",
            "127.0.0.1:65535",
            "[::1]",
            "[::1]:8000",
            "[v1.a:b]",
            "a%20b",
            "a_b",
            "",
            "xn--bcher-kva.example",
        ] {
            assert!(is_host(good.as_bytes()), "{good}");
        }
        for bad in [
            "user@example.com",
            "example.com:80a",
            "example.com:65536",
            "example.com:123456",
            "a:1:2",
            "[::1",
            "[::1]x",
            "::1",
            "[1.2.3.4]",
            "a b",
            "a/b",
            "a\"b",
            "a%2",
            "a%zz",
            "é",
            "a\\b",
            "<x>",
            "a,b c",
            "[]",
        ] {
            assert!(!is_host(bad.as_bytes()), "{bad}");
        }
    }
}
