//! The formats of texts that a schema can name (OpenAPI format registry), as far as they are checked.

/// A format that is checked, so that a fault of it is listed beside the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// `2026-02-28` (RFC 3339 `full-date`).
    Date,
    /// `2026-02-28T10:00:00Z` (RFC 3339 `date-time`).
    DateTime,
    /// RFC 9562.
    Uuid,
    /// RFC 2673 dotted quad.
    Ipv4,
    /// RFC 4291.
    Ipv6,
}

impl Format {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "date" => Format::Date,
            "date-time" => Format::DateTime,
            "uuid" => Format::Uuid,
            "ipv4" => Format::Ipv4,
            "ipv6" => Format::Ipv6,
            _ => return None,
        })
    }

    /// What to write instead.
    pub(super) fn words(self) -> &'static str {
        match self {
            Format::Date => "must be a date, as in 2026-02-28",
            Format::DateTime => "must be a date and time, as in 2026-02-28T10:00:00Z",
            Format::Uuid => "must be a UUID, as in 67e55044-10b1-426f-9247-bb680e5fe0c8",
            Format::Ipv4 => "must be an IPv4 address, as in 192.0.2.1",
            Format::Ipv6 => "must be an IPv6 address, as in 2001:db8::1",
        }
    }

    pub(super) fn admits(self, text: &str) -> bool {
        match self {
            Format::Date => is_date(text),
            Format::DateTime => is_date_time(text),
            Format::Uuid => is_uuid(text),
            Format::Ipv4 => text.parse::<std::net::Ipv4Addr>().is_ok(),
            Format::Ipv6 => text.parse::<std::net::Ipv6Addr>().is_ok(),
        }
    }
}

/// A number of so many digits and nothing else.
fn digits(text: &str, count: usize) -> Option<u32> {
    let digits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let mut part = |count| parts.next().and_then(|text| digits(text, count));
    let (Some(year), Some(month), Some(day)) = (part(4), part(2), part(2)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    (1..=last).contains(&day)
}

fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else {
        return false;
    };
    let zone = time
        .find(['Z', 'z', '+', '-'])
        .map(|index| time.split_at(index));
    let Some((time, zone)) = zone else {
        return false;
    };
    let zone = matches!(zone, "Z" | "z") || is_clock(&zone[1..], 23, None);
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    is_date(date) && is_clock(time, 23, Some(60)) && fraction && zone
}

/// `hh:mm`, and `:ss` up to `seconds` where there are some.
fn is_clock(text: &str, hours: u32, seconds: Option<u32>) -> bool {
    let limits = [Some(hours), Some(59), seconds];
    let mut parts = text.split(':');
    let fits = limits.iter().flatten().all(|most| {
        let value = parts.next().and_then(|part| digits(part, 2));
        value.is_some_and(|value| value <= *most)
    });
    fits && parts.next().is_none()
}

fn is_uuid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let hex = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut parts = text.split('-');
    let fits = lengths.iter().all(|length| {
        parts
            .next()
            .is_some_and(|part| part.len() == *length && hex(part))
    });
    fits && parts.next().is_none()
}

/// `1 character`, `2 characters`.
pub(super) fn counted(count: u64, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn formats_by_their_grammar() {
        let cases = [
            (Format::Date, "2024-02-29", true),
            (Format::Date, "2026-02-29", false),
            (Format::Date, "1900-02-29", false),
            (Format::Date, "2026-13-01", false),
            (Format::Date, "2026-1-01", false),
            (Format::Date, "2026-01-01T00:00:00", false),
            (Format::Date, "+026-01-01", false),
            (Format::DateTime, "2026-02-28T23:59:60Z", true),
            (Format::DateTime, "2026-02-28t10:00:00.123456+05:30", true),
            (Format::DateTime, "2026-02-28T10:00:00", false),
            (Format::DateTime, "2026-02-28T24:00:00Z", false),
            (Format::DateTime, "2026-02-28T10:00:00.Z", false),
            (Format::DateTime, "2026-02-28 10:00:00Z", false),
            (Format::Uuid, "67e55044-10b1-426f-9247-bb680e5fe0c8", true),
            (Format::Uuid, "67e5504410b1426f9247bb680e5fe0c8", false),
            (Format::Ipv4, "192.0.2.1", true),
            (Format::Ipv4, "192.0.2.256", false),
            (Format::Ipv6, "::1", true),
            (Format::Ipv6, "1", false),
        ];
        for (format, text, admitted) in cases {
            assert_eq!(format.admits(text), admitted, "{text}");
        }
    }
}
