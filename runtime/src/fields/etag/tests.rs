//! What is a tag, what is none, and which are equal.

use super::ETag;

fn tag(field: &str) -> ETag {
    field.parse().expect(field)
}

#[test]
fn tags_are_read_and_written_back() {
    for (field, weak, text) in [
        (r#""xyzzy""#, false, "xyzzy"),
        (r#"W/"xyzzy""#, true, "xyzzy"),
        (r#""""#, false, ""),
        (r#"W/"""#, true, ""),
        (r#""W/""#, false, "W/"),
        (r#"W/"W/W/""#, true, "W/W/"),
        (r#""a\""#, false, r"a\"),
        (r#""a,b;c=1/!~""#, false, "a,b;c=1/!~"),
        (r#""é""#, false, "é"),
    ] {
        let read = tag(field);
        assert_eq!((read.is_weak(), read.tag()), (weak, text), "{field}");
        assert_eq!(read.to_string(), field);
        assert_eq!(read.value().as_bytes(), field.as_bytes());
        let made = if weak {
            ETag::weak(text)
        } else {
            ETag::strong(text)
        };
        assert_eq!(made, Ok(read), "{field}");
    }
}

#[test]
fn what_is_no_tag_is_refused() {
    for field in [
        "",
        "xyzzy",
        "\"",
        "\"x",
        "x\"",
        "W/",
        "W/x",
        "W/\"",
        "w/\"x\"",
        "W\"x\"",
        "\"x\"y",
        "\"x\" ",
        " \"x\"",
        "\"a\", \"b\"",
        "\"a\"b\"",
        "\"a b\"",
        "\"a\t\"",
        "\"a\u{7f}\"",
        "\"a\0\"",
        "\"a\r\n\"",
        "W/W/\"a\"",
        "*",
    ] {
        assert!(field.parse::<ETag>().is_err(), "{field:?}");
    }
    for text in ["\"", "a b", "a\n", "\u{7f}", "\"x\""] {
        assert!(
            ETag::strong(text).is_err() && ETag::weak(text).is_err(),
            "{text:?}"
        );
    }
}

#[test]
fn a_fault_says_where_and_what_instead() {
    let blank = ETag::strong("a b").expect_err("a blank").to_string();
    assert!(blank.contains("' '") && blank.contains("byte 1"), "{blank}");
    let bare = "a".parse::<ETag>().expect_err("no quotes").to_string();
    assert!(bare.contains("W/\"text\""), "{bare}");
}

/// RFC 9110 §8.8.3.2, table 3.
#[test]
fn comparisons_of_the_rfc() {
    for (one, other, strong, weak) in [
        ("W/\"1\"", "W/\"1\"", false, true),
        ("W/\"1\"", "W/\"2\"", false, false),
        ("W/\"1\"", "\"1\"", false, true),
        ("\"1\"", "\"1\"", true, true),
    ] {
        for (one, other) in [(tag(one), tag(other)), (tag(other), tag(one))] {
            assert_eq!(one.strong_eq(&other), strong, "{one} {other}");
            assert_eq!(one.weak_eq(&other), weak, "{one} {other}");
        }
    }
}

#[test]
fn weakening_keeps_the_text() {
    let weak = tag("\"a\"").into_weak();
    assert_eq!(weak.to_string(), "W/\"a\"");
    assert_eq!(weak.clone().into_weak(), weak);
}

/// Published vectors of XXH3-128 with seed 0: a tag stays what it is from release to release.
#[test]
fn tags_of_contents_stay() {
    assert_eq!(ETag::of("").tag(), "99aa06d3014798d86001c324468d497f");
    assert_eq!(ETag::of("a").tag(), "a96faf705af16834e6c632b61e964e1f");
    assert!(!ETag::of("a").is_weak());
    assert_ne!(ETag::of([0; 4096]), ETag::of([0; 4097]));
}
