//! Keys of the crate `chrono`.
//!
//! It writes a leap second as the second before with more than 10⁹ nanoseconds. As a key it is the
//! second after; only at the end of a day does a time alone keep it, since no second of that day is after.

use ::chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};

use super::{Key, KeyKind, KeyValue};
use crate::pages::civil::split;

/// Days from 0000-12-31, chrono's first, to 1970-01-01.
const EPOCH: i32 = 719_163;
const NANOS: i64 = 1_000_000_000;

#[cfg_attr(docsrs, doc(cfg(feature = "chrono")))]
impl Key for DateTime<Utc> {
    const KIND: KeyKind = KeyKind::Timestamp;

    fn value(&self) -> KeyValue<'_> {
        let nanos = i128::from(self.timestamp_subsec_nanos());
        KeyValue::Timestamp(i128::from(self.timestamp()) * i128::from(NANOS) + nanos)
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Timestamp(nanos) => moment(nanos),
            _ => None,
        }
    }
}

/// The same moment comes back, in UTC.
#[cfg_attr(docsrs, doc(cfg(feature = "chrono")))]
impl Key for DateTime<FixedOffset> {
    const KIND: KeyKind = KeyKind::Timestamp;

    fn value(&self) -> KeyValue<'_> {
        self.to_utc().value().into_owned()
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        Some(DateTime::<Utc>::from_value(value)?.fixed_offset())
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "chrono")))]
impl Key for NaiveDateTime {
    const KIND: KeyKind = KeyKind::DateTime;

    fn value(&self) -> KeyValue<'_> {
        let utc = self.and_utc();
        let nanos = i128::from(utc.timestamp_subsec_nanos());
        KeyValue::DateTime(i128::from(utc.timestamp()) * i128::from(NANOS) + nanos)
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::DateTime(nanos) => Some(moment(nanos)?.naive_utc()),
            _ => None,
        }
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "chrono")))]
impl Key for NaiveDate {
    const KIND: KeyKind = KeyKind::Date;

    fn value(&self) -> KeyValue<'_> {
        KeyValue::Date(self.to_epoch_days())
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Date(days) => NaiveDate::from_num_days_from_ce_opt(days.checked_add(EPOCH)?),
            _ => None,
        }
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "chrono")))]
impl Key for NaiveTime {
    const KIND: KeyKind = KeyKind::Time;

    fn value(&self) -> KeyValue<'_> {
        let seconds = i64::from(self.num_seconds_from_midnight());
        KeyValue::Time(seconds * NANOS + i64::from(self.nanosecond()))
    }

    fn from_value(value: KeyValue<'_>) -> Option<Self> {
        let KeyValue::Time(nanos @ 0..) = value else {
            return None;
        };
        // The leap second at the end of the day is the last one's second billion.
        let seconds = (nanos / NANOS).min(86_399);
        let rest = nanos - seconds * NANOS;
        let (seconds, rest) = (seconds.try_into().ok()?, rest.try_into().ok()?);
        NaiveTime::from_num_seconds_from_midnight_opt(seconds, rest)
    }
}

fn moment(nanos: i128) -> Option<DateTime<Utc>> {
    let (days, of_day) = split(nanos);
    let seconds = days.checked_mul(86_400)? + i128::from(of_day / NANOS);
    let nanos = of_day.rem_euclid(NANOS).try_into().ok()?;
    DateTime::from_timestamp(seconds.try_into().ok()?, nanos)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        DateTime, FixedOffset, Key, KeyValue, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc,
    };

    fn back<K: Key>(key: &K) -> Option<K> {
        K::from_value(key.value().into_owned())
    }

    proptest! {
        #[test]
        fn times_come_back(seconds in DateTime::<Utc>::MIN_UTC.timestamp()..=DateTime::<Utc>::MAX_UTC.timestamp(), nanos in 0..1_000_000_000_u32) {
            let time = DateTime::from_timestamp(seconds, nanos).expect("in range");
            prop_assert_eq!(back(&time), Some(time));
            let naive = time.naive_utc();
            prop_assert_eq!(back(&naive), Some(naive));
            prop_assert_eq!(back(&naive.date()), Some(naive.date()));
            prop_assert_eq!(back(&naive.time()), Some(naive.time()));
        }
    }

    #[test]
    fn the_ends_come_back_and_nothing_lies_beyond() {
        for time in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
            assert_eq!(back(&time), Some(time));
            assert_eq!(back(&time.fixed_offset()), Some(time.fixed_offset()));
        }
        for time in [NaiveDateTime::MIN, NaiveDateTime::MAX] {
            assert_eq!(back(&time), Some(time));
            assert_eq!(back(&time.date()), Some(time.date()));
        }
        for beyond in [i128::MIN, i128::MAX] {
            let timestamp = KeyValue::Timestamp(beyond);
            assert_eq!(DateTime::<FixedOffset>::from_value(timestamp), None);
            assert_eq!(NaiveDateTime::from_value(KeyValue::DateTime(beyond)), None);
        }
        for beyond in [i32::MIN, i32::MAX] {
            assert_eq!(NaiveDate::from_value(KeyValue::Date(beyond)), None);
        }
        for beyond in [-1, 86_401_000_000_000, i64::MAX, i64::MIN] {
            assert_eq!(NaiveTime::from_value(KeyValue::Time(beyond)), None);
        }
    }

    #[test]
    fn a_leap_second_at_the_end_of_a_day_is_kept_and_others_are_the_next() {
        let leap = |hour, minute| {
            let time = NaiveTime::from_hms_nano_opt(hour, minute, 59, 1_500_000_000);
            time.expect("a leap second")
        };
        assert_eq!(back(&leap(23, 59)), Some(leap(23, 59)));
        let after = NaiveTime::from_hms_nano_opt(12, 1, 0, 500_000_000);
        assert_eq!(back(&leap(12, 0)), after);
        assert_eq!(leap(12, 0).hour(), 12);
    }
}
