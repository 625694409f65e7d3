//! Keys of the crate `time`.

use ::time::{Date, OffsetDateTime, PrimitiveDateTime, Time, UtcDateTime};

use super::{Key, KeyKind, KeyValue};
use crate::pages::civil::{Clock, NANOS_PER_DAY, split};

/// The Julian day of 1970-01-01.
const EPOCH: i32 = 2_440_588;

/// The same moment comes back, in UTC.
#[cfg_attr(docsrs, doc(cfg(feature = "time")))]
impl Key for OffsetDateTime {
    const KIND: KeyKind = KeyKind::Timestamp;

    fn value(&self) -> KeyValue<'_> {
        KeyValue::Timestamp(self.unix_timestamp_nanos())
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Timestamp(nanos) => OffsetDateTime::from_unix_timestamp_nanos(nanos).ok(),
            _ => None,
        }
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "time")))]
impl Key for UtcDateTime {
    const KIND: KeyKind = KeyKind::Timestamp;

    fn value(&self) -> KeyValue<'_> {
        KeyValue::Timestamp(self.unix_timestamp_nanos())
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Timestamp(nanos) => UtcDateTime::from_unix_timestamp_nanos(nanos).ok(),
            _ => None,
        }
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "time")))]
impl Key for PrimitiveDateTime {
    const KIND: KeyKind = KeyKind::DateTime;

    fn value(&self) -> KeyValue<'_> {
        let whole = i128::from(days(self.date())) * NANOS_PER_DAY;
        KeyValue::DateTime(whole + i128::from(nanos(self.time())))
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::DateTime(nanos) => {
                let (days, of_day) = split(nanos);
                let date = date(days.try_into().ok()?)?;
                Some(PrimitiveDateTime::new(date, time(of_day)?))
            }
            _ => None,
        }
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "time")))]
impl Key for Date {
    const KIND: KeyKind = KeyKind::Date;

    fn value(&self) -> KeyValue<'_> {
        KeyValue::Date(days(*self))
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Date(days) => date(days),
            _ => None,
        }
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "time")))]
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

fn days(date: Date) -> i32 {
    date.to_julian_day() - EPOCH
}

fn date(days: i32) -> Option<Date> {
    Date::from_julian_day(days.checked_add(EPOCH)?).ok()
}

fn nanos(time: Time) -> i64 {
    let (hour, minute, second, nanos) = time.as_hms_nano();
    let clock = Clock {
        hour,
        minute,
        second,
        nanos,
    };
    clock.nanos()
}

fn time(nanos: i64) -> Option<Time> {
    let clock = Clock::of(nanos)?;
    Time::from_hms_nano(clock.hour, clock.minute, clock.second, clock.nanos).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Date, Key, KeyValue, OffsetDateTime, PrimitiveDateTime, Time, UtcDateTime};

    fn back<K: Key>(key: &K) -> Option<K> {
        K::from_value(key.value().into_owned())
    }

    proptest! {
        #[test]
        fn times_come_back(nanos in UtcDateTime::MIN.unix_timestamp_nanos()..=UtcDateTime::MAX.unix_timestamp_nanos()) {
            let utc = UtcDateTime::from_unix_timestamp_nanos(nanos).expect("in range");
            prop_assert_eq!(back(&utc), Some(utc));
            let offset = OffsetDateTime::from(utc);
            prop_assert_eq!(back(&offset), Some(offset));
            let civil = PrimitiveDateTime::from_value(KeyValue::DateTime(nanos)).expect("in range");
            prop_assert_eq!(civil.as_utc(), utc);
            prop_assert_eq!(back(&civil), Some(civil));
            prop_assert_eq!(back(&utc.date()), Some(utc.date()));
            prop_assert_eq!(back(&utc.time()), Some(utc.time()));
        }
    }

    #[test]
    fn the_ends_come_back_and_nothing_lies_beyond() {
        for time in [PrimitiveDateTime::MIN, PrimitiveDateTime::MAX] {
            assert_eq!(back(&time), Some(time));
            assert_eq!(back(&time.date()), Some(time.date()));
            assert_eq!(back(&time.time()), Some(time.time()));
        }
        for beyond in [i128::MIN, i128::MAX] {
            let timestamp = KeyValue::Timestamp(beyond);
            assert_eq!(OffsetDateTime::from_value(timestamp), None);
            assert_eq!(
                PrimitiveDateTime::from_value(KeyValue::DateTime(beyond)),
                None
            );
        }
        for beyond in [i32::MIN, i32::MAX] {
            assert_eq!(Date::from_value(KeyValue::Date(beyond)), None);
        }
        for beyond in [-1, 86_400_000_000_000, i64::MAX] {
            assert_eq!(Time::from_value(KeyValue::Time(beyond)), None);
        }
    }
}
