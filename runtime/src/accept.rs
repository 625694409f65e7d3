//! Which representation a client likes best: its `Accept` (RFC 9110 §12.5.1).

use std::cmp::Reverse;

use http::{HeaderMap, header::ACCEPT};

/// How many ranges are read.
const RANGES: usize = 64;

/// What a client thinks of a media type, the worst first: the quality in thousandths, how exactly a
/// range names it, and where that range stands.
type Rank = (u16, u8, Reverse<usize>);

/// The place of the media type a client likes best; `None` when it takes none of them.
pub(crate) fn best<'o>(
    headers: &HeaderMap,
    offers: impl Iterator<Item = &'o str>,
) -> Option<usize> {
    if !headers.contains_key(ACCEPT) {
        return Some(0);
    }
    let ranked = offers
        .enumerate()
        .filter_map(|(index, offer)| Some((rank(headers, offer)?, Reverse(index))));
    ranked.max().map(|(_, Reverse(index))| index)
}

fn rank(headers: &HeaderMap, offer: &str) -> Option<Rank> {
    let lines = headers.get_all(ACCEPT).iter();
    let ranges = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .take(RANGES);
    let covering = ranges.enumerate().filter_map(|(position, range)| {
        let (specificity, quality) = covers(range, offer)?;
        Some((specificity, quality, Reverse(position)))
    });
    let (specificity, quality, position) = covering.max()?;
    (quality > 0).then_some((quality, specificity, position))
}

/// How exactly a range names a media type, and its quality.
fn covers(range: &str, offer: &str) -> Option<(u8, u16)> {
    let mut parts = range.split(';').map(str::trim);
    let mut own = offer.split(';').map(str::trim);
    let (top, sub) = parts.next()?.split_once('/')?;
    let (own_top, own_sub) = own.next()?.split_once('/')?;
    let mut specificity = match (top, sub) {
        ("*", "*") => 0,
        (_, "*") if top.eq_ignore_ascii_case(own_top) => 1,
        _ if top.eq_ignore_ascii_case(own_top) && sub.eq_ignore_ascii_case(own_sub) => 2,
        _ => return None,
    };
    let own: Vec<&str> = own.collect();
    for part in parts {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        if name.trim().eq_ignore_ascii_case("q") {
            return Some((specificity, quality(value.trim())));
        }
        if !own.iter().any(|own| own.eq_ignore_ascii_case(part)) {
            return None;
        }
        specificity = 3;
    }
    Some((specificity, 1000))
}

/// A weight in thousandths (RFC 9110 §12.4.2); one that can't be read is as if it were not there.
fn quality(text: &str) -> u16 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = fraction.len() <= 3 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    match (whole, digits) {
        ("0", true) => format!("{fraction:0<3}").parse().unwrap_or(1000),
        _ => 1000,
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::ACCEPT};

    use super::best;

    const OFFERS: [&str; 3] = ["text/plain; charset=utf-8", "text/html", "application/xml"];

    #[test]
    fn the_most_specific_range_says_the_quality() {
        let cases = [
            ("*/*", Some(0)),
            ("text/*", Some(0)),
            ("TEXT/HTML", Some(1)),
            ("text/html;q=0.5, application/xml;q=0.9", Some(2)),
            ("application/xml, text/html", Some(2)),
            ("text/html;q=0, */*", Some(0)),
            ("text/plain;q=0, */*", Some(1)),
            (
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                Some(1),
            ),
            ("text/*, text/plain;q=0", Some(1)),
            ("*/*;q=0.1, application/*;q=0.2", Some(2)),
            ("text/plain;charset=utf-8", Some(0)),
            ("text/html;level=1", None),
            ("text/html;q=high", Some(1)),
            ("*/*;q=0.000", None),
            ("image/png", None),
            ("html", None),
            ("", None),
        ];
        for (accept, expected) in cases {
            let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))]);
            assert_eq!(best(&headers, OFFERS.into_iter()), expected, "{accept}");
        }
        assert_eq!(best(&HeaderMap::new(), OFFERS.into_iter()), Some(0));
    }
}
