//! Which offer is chosen: the rules of RFC 9110 §12.5.1, and what users of Litestar are used to.

use http::{
    HeaderMap,
    header::{ACCEPT, HeaderValue},
};

use super::Accept;

fn accept(lines: &[&'static str]) -> Accept {
    let line = |line: &&'static str| (ACCEPT, HeaderValue::from_static(line));
    Accept::from_headers(&lines.iter().map(line).collect::<HeaderMap>())
}

/// The chosen offer, or nothing.
fn best(field: &'static str, offers: &[&'static str]) -> &'static str {
    let chosen = accept(&[field]).best_match(offers);
    chosen.map_or("", |index| offers[index])
}

/// What Litestar 2.25 answers, where that is not against the RFC.
#[test]
fn recorded_choices() {
    const OFFERS: [&str; 3] = ["text/plain", "text/html", "application/xml"];
    assert_eq!(accept(&[]).best_match(&OFFERS), Some(0));
    for (field, expected) in [
        ("*/*", "text/plain"),
        ("text/html", "text/html"),
        ("text/*", "text/plain"),
        ("text/html;q=0.5, application/xml;q=0.9", "application/xml"),
        ("application/xml, text/html", "application/xml"),
        ("text/html;q=0, */*", "text/plain"),
        ("TEXT/HTML", "text/html"),
        ("", ""),
        (
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
            "text/html",
        ),
    ] {
        assert_eq!(best(field, &OFFERS), expected, "{field}");
    }
    assert!(accept(&["text/*"]).accepts("text/html"));
    assert!(!accept(&["text/*"]).accepts("image/png"));
    let pdf = accept(&["application/pdf"]).best_fill(&["application/*"]);
    assert_eq!(pdf, Some((0, "application/pdf".into())));
}

/// The media types and qualities of the table in RFC 9110 §12.5.1: each is liked exactly as much as
/// a type that has its quality.
#[test]
fn the_table_of_the_rfc() {
    const FIELD: &str = "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, \
                         text/plain;format=fixed;q=0.4, */*;q=0.5";
    for (media, better, worse) in [
        ("text/plain;format=flowed", "", "text/plain"),
        ("text/plain", "text/plain;format=flowed", "image/jpeg"),
        ("image/jpeg", "text/plain", "text/plain;format=fixed"),
        ("text/plain;format=fixed", "image/jpeg", "text/html"),
        ("text/html", "text/plain;format=fixed", ""),
        ("text/html;level=3", "text/plain;format=fixed", ""),
    ] {
        assert_eq!(
            best(FIELD, &[media, better]),
            if better.is_empty() { media } else { better }
        );
        assert_eq!(best(FIELD, &[worse, media]), media);
    }
}

#[test]
fn choices() {
    for (field, offers, expected) in [
        // Quality goes before everything else.
        ("a/a;q=0.2, a/b;q=0.201", &["a/a", "a/b"][..], "a/b"),
        ("a/a;q=0.9, */*", &["a/a", "b/b"], "b/b"),
        // Then how exactly a range names the offer.
        ("*/*, a/b", &["a/a", "a/b"], "a/b"),
        ("a/*, b/b", &["a/a", "b/b"], "b/b"),
        ("*/*, a/*", &["b/b", "a/a"], "a/a"),
        ("a/b, a/b;v=1", &["a/b", "a/b;v=1"], "a/b;v=1"),
        // Then the order of the client, then that of the offers.
        ("a/b, a/a", &["a/a", "a/b"], "a/b"),
        ("a/*", &["a/b", "a/a"], "a/b"),
        // The most specific range speaks for an offer, however low its quality is.
        ("a/*, a/a;q=0.1, b/b;q=0.5", &["a/a", "b/b"], "b/b"),
        ("a/a;q=0.1, a/*", &["a/a"], "a/a"),
        ("a/a;q=0.1, a/a;q=0.9, b/b;q=0.5", &["b/b", "a/a"], "a/a"),
        // A quality of 0 refuses.
        ("a/a;q=0", &["a/a"], ""),
        ("a/*, a/a;q=0", &["a/a", "a/b"], "a/b"),
        ("a/*;q=0, */*", &["a/a", "b/b"], "b/b"),
        ("*/*;q=0, a/a", &["b/b", "a/a"], "a/a"),
        ("*/*;q=0.000", &["a/a"], ""),
        ("a/a;v=1;q=0, a/a", &["a/a;v=1", "a/a"], "a/a"),
        // Parameters of a range have to be there, those of an offer need not.
        ("a/a;v=1", &["a/a"], ""),
        ("a/a;v=1", &["a/a;v=2", "a/a;v=1"], "a/a;v=1"),
        ("a/a", &["a/a; v=1"], "a/a; v=1"),
        (
            "a/a;v=\",;\\\"\", b/b",
            &["b/b", "a/a;v=\",;\\\"\""],
            "a/a;v=\",;\\\"\"",
        ),
        (
            "application/json;charset=UTF-8",
            &["application/json"],
            "application/json",
        ),
        ("text/html;charset=latin1", &["text/html;charset=utf-8"], ""),
        // What is malformed is passed over, a weight that is counts as 1.
        ("a, /, a/, */a, a b/c, \"a/a\", a/a", &["a/b", "a/a"], "a/a"),
        ("garbage", &["a/a"], ""),
        ("a/a;q=best, b/b;q=0.9", &["b/b", "a/a"], "a/a"),
        ("a/a;q=7, b/b", &["b/b", "a/a"], "a/a"),
        ("a/a;q=, b/b", &["b/b", "a/a"], "a/a"),
        (" ,a/a ;q=0.5,, b/b ; q=0.6 ,", &["a/a", "b/b"], "b/b"),
        // What Java sends of itself.
        (
            "text/html, image/gif, *; q=.2, */*; q=.2",
            &["a/a", "image/gif"],
            "image/gif",
        ),
        ("text/html, image/gif, *; q=.2, */*; q=.2", &["a/a"], "a/a"),
        // What is offered has to be a media type.
        ("*/*", &["", "html", "a/a"], "a/a"),
        ("*/*", &[], ""),
    ] {
        assert_eq!(best(field, offers), expected, "{field} for {offers:?}");
    }
}

#[test]
fn lines_are_one_list() {
    let both = accept(&["a/a;q=0.5", "b/b"]);
    assert_eq!(both.best_match(&["a/a", "b/b"]), Some(1));
    assert!(both.accepts("a/a"));
    assert!(!accept(&["", ""]).accepts("a/a"));
}

#[test]
fn ranges_from_the_65th_on_are_not_read() {
    let line = |ranges: usize| {
        let many = "x/y, ".repeat(ranges) + "a/a";
        Accept::from(HeaderValue::try_from(many).expect("a header"))
    };
    assert!(line(63).accepts("a/a"));
    assert!(!line(64).accepts("a/a"));
}

#[test]
fn open_offers_are_closed_by_what_the_client_asks_for() {
    for (field, offers, expected) in [
        (
            "application/PDF",
            &["application/*"][..],
            Some((0, "application/pdf")),
        ),
        ("a/a;q=0.5, a/b", &["a/*"], Some((0, "a/b"))),
        ("a/a, a/b", &["a/*"], Some((0, "a/a"))),
        ("b/b, a/a", &["*/*"], Some((0, "b/b"))),
        ("a/a;q=0.5, b/b", &["a/*", "b/B"], Some((1, "b/B"))),
        ("a/a, b/*", &["b/b", "a/*"], Some((1, "a/a"))),
        ("a/a;q=0", &["a/*"], None),
        ("a/a;v=1", &["a/*"], None),
        ("a/*", &["a/*"], None),
        ("*/*", &["a/*", "b/b"], Some((1, "b/b"))),
        ("b/b", &["a/*"], None),
        ("", &["*/*"], None),
    ] {
        let best = accept(&[field]).best_fill(offers);
        let best = best.as_ref().map(|(index, name)| (*index, name.as_ref()));
        assert_eq!(best, expected, "{field} for {offers:?}");
    }
    assert_eq!(accept(&[]).best_fill(&["a/*"]), None);
}
