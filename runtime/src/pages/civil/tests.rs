use proptest::prelude::*;

use super::{Clock, Day, read, read_moment, write};

/// Days and their numbers, as `date -d DAY +%s` of GNU coreutils counts them.
const DAYS: [(&str, i128); 10] = [
    ("1970-01-01", 0),
    ("1969-12-31", -1),
    ("2000-02-29", 11_016),
    ("2000-03-01", 11_017),
    ("1900-03-01", -25_508),
    ("1900-02-28", -25_509),
    ("2026-11-22", 20_779),
    ("9999-12-31", 2_932_896),
    ("0001-01-01", -719_162),
    ("0000-03-01", -719_468),
];

#[test]
fn days_are_counted_as_calendars_do() {
    for (text, days) in DAYS {
        let day = Day::read(text).expect(text);
        assert_eq!(day.days(), days, "{text}");
        assert_eq!(Day::of(days).to_string(), text);
    }
    assert_eq!(Day::of(2_932_897).to_string(), "+10000-01-01");
    assert_eq!(Day::of(-719_529).to_string(), "-0001-12-31");
}

#[test]
fn what_is_no_time_is_refused() {
    for text in [
        "",
        "-",
        "2023-02-29",
        "1900-02-29",
        "2024-13-01",
        "2024-00-10",
        "2024-04-31",
        "2024-1-01",
        "24-01-01",
        "2024-01-00",
        "2024-01-0x",
        "+-024-01-01",
        "２024-01-01",
        "1111111111111111111111111-01-01",
    ] {
        assert_eq!(Day::read(text), None, "{text}");
    }
    for text in [
        "",
        "9:30",
        "24:00",
        "23:60",
        "12:00:60",
        "09:30:05.",
        "09:30:05.1234567890",
        "09:30:-1",
        "09:30:05.é",
        "-1:00",
    ] {
        assert_eq!(Clock::read(text), None, "{text}");
    }
    for text in [
        "",
        "Z",
        "2024-01-01Z",
        "2024-01-01T00:00",
        "2024-01-01T00:00é02:00",
        "é1:00",
    ] {
        assert_eq!(read_moment(text), None, "{text}");
    }
    let beyond = "999999999999999999999999-01-01T00:00:00";
    assert_eq!(read(beyond), None);
}

#[test]
fn moments_may_have_an_offset() {
    let noon = read_moment("2024-02-29T12:00:00Z");
    assert!(noon.is_some());
    for same in [
        "2024-02-29 14:00+02:00",
        "2024-02-29t06:30:00.0-05:30",
        "2024-02-29T12:00z",
    ] {
        assert_eq!(read_moment(same), noon, "{same}");
    }
}

proptest! {
    #[test]
    fn days_come_back(days in any::<i128>()) {
        // More than all nanoseconds have.
        let days = days / 1_000_000_000_000;
        let day = Day::of(days);
        prop_assert_eq!(day.days(), days);
        prop_assert_eq!(Day::read(&day.to_string()), Some(day));
    }

    #[test]
    fn times_come_back(nanos in any::<i128>()) {
        prop_assert_eq!(read(&write(nanos)), Some(nanos));
        prop_assert_eq!(read_moment(&format!("{}Z", write(nanos))), Some(nanos));
    }

    #[test]
    fn times_of_day_come_back(nanos in 0..86_401_000_000_000_i64) {
        let clock = Clock::of(nanos).expect("a time of day");
        prop_assert_eq!(clock.nanos(), nanos);
        prop_assert_eq!(Clock::read(&clock.to_string()), Some(clock));
    }

    #[test]
    fn texts_are_read_or_refused(text in "\\PC{0,40}") {
        let _ = (Day::read(&text), Clock::read(&text), read_moment(&text));
    }
}

#[test]
fn the_ends_of_numbers_come_back() {
    for nanos in [i128::MIN, i128::MAX, -1, 0] {
        assert_eq!(read(&write(nanos)), Some(nanos));
    }
}
