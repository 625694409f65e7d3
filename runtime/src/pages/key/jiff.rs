//! Keys of the crate `jiff`.

use ::jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
};

use super::{Key, KeyKind, KeyValue};
use crate::pages::civil::{Clock, Day, NANOS_PER_DAY, split};

#[cfg_attr(docsrs, doc(cfg(feature = "jiff")))]
impl Key for Timestamp {
    const KIND: KeyKind = KeyKind::Timestamp;

    fn value(&self) -> KeyValue<'_> {
        KeyValue::Timestamp(self.as_nanosecond())
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Timestamp(nanos) => Timestamp::from_nanosecond(nanos).ok(),
            _ => None,
        }
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "jiff")))]
impl Key for Date {
    const KIND: KeyKind = KeyKind::Date;

    fn value(&self) -> KeyValue<'_> {
        KeyValue::Date(days(*self))
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Date(days) => date(days.into()),
            _ => None,
        }
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "jiff")))]
impl Key for Time {
    const KIND: KeyKind = KeyKind::Time;

    fn value(&self) -> KeyValue<'_> {
        KeyValue::Time(nanos(*self))
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Time(nanos) => time(nanos),
            _ => None,
        }
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "jiff")))]
impl Key for DateTime {
    const KIND: KeyKind = KeyKind::DateTime;

    fn value(&self) -> KeyValue<'_> {
        let whole = i128::from(days(self.date())) * NANOS_PER_DAY;
        KeyValue::DateTime(whole + i128::from(nanos(self.time())))
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::DateTime(nanos) => {
                let (days, of_day) = split(nanos);
                Some(DateTime::from_parts(date(days)?, time(of_day)?))
            }
            _ => None,
        }
    }
}

/// The days of a date: its years are those of an `i16`.
fn days(date: Date) -> i32 {
    let day = Day {
        year: date.year().into(),
        month: date.month().unsigned_abs(),
        of_month: date.day().unsigned_abs(),
    };
    i32::try_from(day.days()).unwrap_or(i32::MAX)
}

fn date(days: i128) -> Option<Date> {
    let day = Day::of(days);
    let (month, of_month) = (day.month.try_into().ok()?, day.of_month.try_into().ok()?);
    Date::new(day.year.try_into().ok()?, month, of_month).ok()
}

fn nanos(time: Time) -> i64 {
    let clock = Clock {
        hour: time.hour().unsigned_abs(),
        minute: time.minute().unsigned_abs(),
        second: time.second().unsigned_abs(),
        nanos: time.subsec_nanosecond().unsigned_abs(),
    };
    clock.nanos()
}

fn time(nanos: i64) -> Option<Time> {
    let clock = Clock::of(nanos)?;
    Time::new(
        clock.hour.try_into().ok()?,
        clock.minute.try_into().ok()?,
        clock.second.try_into().ok()?,
        clock.nanos.try_into().ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Date, DateTime, Key, KeyValue, Time, Timestamp};

    fn back<K: Key>(key: &K) -> Option<K> {
        K::from_value(key.value().into_owned())
    }

    proptest! {
        #[test]
        fn times_come_back(nanos in Timestamp::MIN.as_nanosecond()..=Timestamp::MAX.as_nanosecond()) {
            let timestamp = Timestamp::from_nanosecond(nanos).expect("in range");
            prop_assert_eq!(back(&timestamp), Some(timestamp));
            let civil = DateTime::from_value(KeyValue::DateTime(nanos)).expect("in range");
            prop_assert_eq!(::jiff::tz::Offset::UTC.to_datetime(timestamp), civil);
            prop_assert_eq!(back(&civil), Some(civil));
            prop_assert_eq!(back(&civil.date()), Some(civil.date()));
            prop_assert_eq!(back(&civil.time()), Some(civil.time()));
        }
    }

    #[test]
    fn the_ends_come_back_and_nothing_lies_beyond() {
        for time in [Timestamp::MIN, Timestamp::MAX] {
            assert_eq!(back(&time), Some(time));
        }
        for time in [DateTime::MIN, DateTime::MAX] {
            assert_eq!(back(&time), Some(time));
            assert_eq!(back(&time.date()), Some(time.date()));
            assert_eq!(back(&time.time()), Some(time.time()));
        }
        for beyond in [i128::MIN, i128::MAX] {
            assert_eq!(Timestamp::from_value(KeyValue::Timestamp(beyond)), None);
            assert_eq!(DateTime::from_value(KeyValue::DateTime(beyond)), None);
        }
        for beyond in [i32::MIN, i32::MAX] {
            assert_eq!(Date::from_value(KeyValue::Date(beyond)), None);
        }
        for beyond in [-1, 86_400_000_000_000, i64::MAX] {
            assert_eq!(Time::from_value(KeyValue::Time(beyond)), None);
        }
    }
}
