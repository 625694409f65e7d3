//! `Host`: one, and a valid one, before anything else looks at a request.
//!
//! RFC 9112 §3.2 asks servers for it, and hyper leaves it to them.

use std::cell::RefCell;

use http::{HeaderMap, Version, header::HOST};

/// The host that a connection has asked for and that was found valid: clients rarely change it.
#[derive(Debug, Default)]
pub(super) struct Known(RefCell<Vec<u8>>);

impl Known {
    /// Whether the request has exactly the `Host` its version asks for.
    pub(super) fn is_valid(&self, headers: &HeaderMap, version: Version) -> bool {
        // Clients send it first, and looking for a second line costs more than asking whether any
        // name has one.
        let repeated = headers.len() != headers.keys_len();
        match headers.iter().next() {
            Some((name, host)) if *name == HOST && !repeated => {
                *host == self.0.borrow()[..] || self.learn(host.as_bytes())
            }
            _ => is_valid(headers, version),
        }
    }

    #[cold]
    fn learn(&self, host: &[u8]) -> bool {
        let valid = is_host(host);
        if valid {
            host.clone_into(&mut self.0.borrow_mut());
        }
        valid
    }
}

/// The same, wherever it stands.
fn is_valid(headers: &HeaderMap, version: Version) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => is_host(host.as_bytes()),
        (Some(_), Some(_)) => false,
        (None, _) => version != Version::HTTP_11,
    }
}

/// `unreserved` and `sub-delims` (RFC 3986 §2).
const NAME: [bool; 256] = {
    let mut table = [false; 256];
    let extra = b"-._~!$&'()*+,;=";
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    let mut index = 0;
    while index < extra.len() {
        table[extra[index] as usize] = true;
        index += 1;
    }
    table
};

/// `uri-host [ ":" port ]` (RFC 9110 §7.2).
fn is_host(host: &[u8]) -> bool {
    let mut index = 0;
    while let Some(byte) = host.get(index) {
        index += match byte {
            byte if NAME[usize::from(*byte)] => 1,
            b':' => return is_port(&host[index + 1..]),
            b'%' if is_encoded(&host[index..]) => 3,
            b'[' if index == 0 => return is_literal(&host[1..]),
            _ => return false,
        };
    }
    true
}

fn is_port(port: &[u8]) -> bool {
    let digit = |sum: u32, byte: &u8| match byte {
        b'0'..=b'9' => Some(sum * 10 + u32::from(byte - b'0')),
        _ => None,
    };
    port.len() <= 5
        && port
            .iter()
            .try_fold(0, digit)
            .is_some_and(|value| u16::try_from(value).is_ok())
}

fn is_encoded(text: &[u8]) -> bool {
    matches!(text, [b'%', a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit())
}

/// `IP-literal [ ":" port ]` after its first bracket.
fn is_literal(rest: &[u8]) -> bool {
    let Some(end) = rest.iter().position(|byte| *byte == b']') else {
        return false;
    };
    let port = &rest[end + 1..];
    is_address(&rest[..end]) && (port.is_empty() || port.strip_prefix(b":").is_some_and(is_port))
}

/// `IPv6address` or `IPvFuture`.
fn is_address(address: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(address) else {
        return false;
    };
    if text.parse::<std::net::Ipv6Addr>().is_ok() {
        return true;
    }
    let future = text
        .strip_prefix(['v', 'V'])
        .and_then(|text| text.split_once('.'));
    let Some((version, rest)) = future else {
        return false;
    };
    let hex = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_hexdigit());
    hex && !rest.is_empty()
        && rest
            .bytes()
            .all(|byte| NAME[usize::from(byte)] || byte == b':')
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
