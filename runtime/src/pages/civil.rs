//! Days and times of day without a calendar crate: from numbers to their parts and back, and as texts of
//! ISO 8601, in the form of RFC 3339 and with signed years where four digits do not do.

use std::fmt;

pub(super) const NANOS_PER_DAY: i128 = 86_400_000_000_000;
const NANOS: i64 = 1_000_000_000;
/// Days from 0000-03-01, with which the years of the arithmetic begin, to 1970-01-01.
const EPOCH: i128 = 719_468;
/// Days of 400 years, after which the calendar repeats itself.
const ERA: i128 = 146_097;
/// More digits of a year than any number of nanoseconds has.
const YEAR_DIGITS: usize = 24;

/// A day of the proleptic Gregorian calendar; the year before 1 is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: i128,
    pub(super) month: u8,
    pub(super) of_month: u8,
}

impl Day {
    /// The day so many days after 1970-01-01.
    pub(super) fn of(days: i128) -> Self {
        // Years begin in March, so that the day that some lack is their last.
        let days = days.saturating_add(EPOCH);
        let (era, day) = (days.div_euclid(ERA), days.rem_euclid(ERA));
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let of_year = day - (365 * year + year / 4 - year / 100);
        let from_march = (5 * of_year + 2) / 153;
        let month = if from_march < 10 {
            from_march + 3
        } else {
            from_march - 9
        };
        Day {
            year: era * 400 + year + i128::from(month <= 2),
            month: small(month),
            of_month: small(of_year - (153 * from_march + 2) / 5 + 1),
        }
    }

    /// Its days after 1970-01-01, for a year of at most 24 digits.
    pub(super) fn days(self) -> i128 {
        let (month, day) = (i128::from(self.month), i128::from(self.of_month));
        let year = self.year - i128::from(month <= 2);
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let from_march = (month + 9) % 12;
        let of_year = (153 * from_march + 2) / 5 + day - 1;
        era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH
    }

    /// Reads `2024-02-29`, `-0044-03-15` or `+12024-02-29`; nothing for a day that is none.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (year, rest) = unsigned.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        if !(4..=YEAR_DIGITS).contains(&year.len()) {
            return None;
        }
        let year: i128 = number(year, year.len())?;
        let read = Day {
            year: if negative { -year } else { year },
            month: number(month, 2)?,
            of_month: number(day, 2)?,
        };
        // The 30th of February is some other day when it is counted.
        ((1..=12).contains(&read.month) && Day::of(read.days()) == read).then_some(read)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.year {
            ..0 => "-",
            0..10_000 => "",
            _ => "+",
        };
        let year = self.year.unsigned_abs();
        write!(f, "{sign}{year:04}-{:02}-{:02}", self.month, self.of_month)
    }
}

/// A time of day. A 60th second is the leap second at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) nanos: u32,
}

impl Clock {
    /// The time so many nanoseconds after midnight; nothing where no day has so many.
    pub(super) fn of(nanos: i64) -> Option<Self> {
        if !(0..86_401 * NANOS).contains(&nanos) {
            return None;
        }
        let seconds = nanos / NANOS;
        let minutes = (seconds / 60).min(1_439);
        Some(Clock {
            hour: (minutes / 60).try_into().ok()?,
            minute: (minutes % 60).try_into().ok()?,
            second: (seconds - minutes * 60).try_into().ok()?,
            nanos: (nanos % NANOS).try_into().ok()?,
        })
    }

    /// Its nanoseconds after midnight.
    pub(super) fn nanos(self) -> i64 {
        let minutes = i64::from(self.hour) * 60 + i64::from(self.minute);
        (minutes * 60 + i64::from(self.second)) * NANOS + i64::from(self.nanos)
    }

    /// Reads `09:30`, `09:30:05` or `09:30:05.25`, with up to nine digits of a second.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (hour, rest) = text.split_once(':')?;
        let (minute, seconds) = rest.split_once(':').unwrap_or((rest, "00"));
        let (second, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
        let scale = 9_usize.checked_sub(fraction.len())?;
        let read = Clock {
            hour: number(hour, 2)?,
            minute: number(minute, 2)?,
            second: number(second, 2)?,
            nanos: number::<u32>(fraction, fraction.len())?
                * 10_u32.pow(u32::try_from(scale).ok()?),
        };
        // Whatever is too much goes on to the next part.
        (Clock::of(read.nanos()) == Some(read)).then_some(read)
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        if self.nanos == 0 {
            return Ok(());
        }
        let fraction = format!("{:09}", self.nanos);
        write!(f, ".{}", fraction.trim_end_matches('0'))
    }
}

/// Nanoseconds as whole days, and those of the last.
pub(super) fn split(nanos: i128) -> (i128, i64) {
    let of_day = nanos.rem_euclid(NANOS_PER_DAY);
    // A day has fewer nanoseconds than an `i64` counts.
    let of_day = i64::try_from(of_day).unwrap_or_default();
    (nanos.div_euclid(NANOS_PER_DAY), of_day)
}

/// Writes `2024-02-29T09:30:05.25`.
pub(super) fn write(nanos: i128) -> String {
    let (days, of_day) = split(nanos);
    let day = Day::of(days);
    match Clock::of(of_day) {
        Some(clock) => format!("{day}T{clock}"),
        None => day.to_string(),
    }
}

/// Reads what [`write()`] wrote, also with a space or a small letter between day and time.
pub(super) fn read(text: &str) -> Option<i128> {
    let (day, clock) = text.split_once(['T', 't', ' '])?;
    let (day, clock) = (Day::read(day)?, Clock::read(clock)?);
    // Before 1970 from the day's end, since the first day of all began before the first nanosecond.
    let (days, of_day) = match day.days() {
        days @ ..0 => (days + 1, i128::from(clock.nanos()) - NANOS_PER_DAY),
        days => (days, i128::from(clock.nanos())),
    };
    days.checked_mul(NANOS_PER_DAY)?.checked_add(of_day)
}

/// Reads a moment: as [`read`], then `Z` or an offset such as `+02:00`.
pub(super) fn read_moment(text: &str) -> Option<i128> {
    if let Some(utc) = text.strip_suffix(['Z', 'z']) {
        return read(utc);
    }
    let (local, offset) = text.split_at_checked(text.len().checked_sub(6)?)?;
    let ahead = match offset.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let offset = Clock::read(&offset[1..])?;
    read(local)?.checked_sub(ahead * i128::from(offset.nanos()))
}

/// A number of exactly so many digits, and of nothing else.
fn number<N: std::str::FromStr>(text: &str, digits: usize) -> Option<N> {
    let digits = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

/// A month or a day of one.
fn small(number: i128) -> u8 {
    u8::try_from(number).unwrap_or_default()
}

#[cfg(test)]
mod tests;
