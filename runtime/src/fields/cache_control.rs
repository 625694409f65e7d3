//! `Cache-Control` of answers (RFC 9111 §5.2.2, RFC 5861).

mod contradiction;
mod directive;
mod parse;

use std::fmt;

use http::HeaderValue;

pub use self::directive::CacheDirective;
use self::directive::CacheDirective::{
    Immutable, MaxAge, MustRevalidate, MustUnderstand, NoCache, NoStore, NoTransform, Private,
    ProxyRevalidate, Public, SMaxage, StaleIfError, StaleWhileRevalidate,
};

/// The greatest age, in seconds: what a cache has to take a greater one for (RFC 9111 §1.2.2).
const LONGEST: u32 = 1 << 31;

/// `Cache-Control` of an answer (RFC 9111 §5.2.2, RFC 5861).
///
/// It can stand in a `const`. Ages are in seconds; one above 2147483648 becomes 2147483648, which
/// is what a cache takes it for (RFC 9111 §1.2.2).
///
/// ```
/// use folio::{CacheControl, CacheDirective};
///
/// const HOUR: CacheControl = CacheControl::new().public().max_age(3600);
/// const _: () = assert!(HOUR.contradiction().is_none());
///
/// assert_eq!(HOUR.to_string(), "max-age=3600, public");
/// assert_eq!(HOUR.seconds(CacheDirective::MaxAge), Some(3600));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct CacheControl {
    set: u16,
    seconds: [u32; 4],
}

impl CacheControl {
    /// Nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        CacheControl {
            set: 0,
            seconds: [0; 4],
        }
    }

    /// Sets [`CacheDirective::MaxAge`], in seconds.
    #[must_use]
    pub const fn max_age(self, seconds: u32) -> Self {
        self.with(MaxAge, seconds)
    }

    /// Sets [`CacheDirective::SMaxage`], in seconds.
    #[must_use]
    pub const fn s_maxage(self, seconds: u32) -> Self {
        self.with(SMaxage, seconds)
    }

    /// Sets [`CacheDirective::NoCache`].
    #[must_use]
    pub const fn no_cache(self) -> Self {
        self.with(NoCache, 0)
    }

    /// Sets [`CacheDirective::NoStore`].
    #[must_use]
    pub const fn no_store(self) -> Self {
        self.with(NoStore, 0)
    }

    /// Sets [`CacheDirective::Private`].
    #[must_use]
    pub const fn private(self) -> Self {
        self.with(Private, 0)
    }

    /// Sets [`CacheDirective::Public`].
    #[must_use]
    pub const fn public(self) -> Self {
        self.with(Public, 0)
    }

    /// Sets [`CacheDirective::NoTransform`].
    #[must_use]
    pub const fn no_transform(self) -> Self {
        self.with(NoTransform, 0)
    }

    /// Sets [`CacheDirective::MustRevalidate`].
    #[must_use]
    pub const fn must_revalidate(self) -> Self {
        self.with(MustRevalidate, 0)
    }

    /// Sets [`CacheDirective::ProxyRevalidate`].
    #[must_use]
    pub const fn proxy_revalidate(self) -> Self {
        self.with(ProxyRevalidate, 0)
    }

    /// Sets [`CacheDirective::MustUnderstand`].
    #[must_use]
    pub const fn must_understand(self) -> Self {
        self.with(MustUnderstand, 0)
    }

    /// Sets [`CacheDirective::Immutable`].
    #[must_use]
    pub const fn immutable(self) -> Self {
        self.with(Immutable, 0)
    }

    /// Sets [`CacheDirective::StaleWhileRevalidate`], in seconds.
    #[must_use]
    pub const fn stale_while_revalidate(self, seconds: u32) -> Self {
        self.with(StaleWhileRevalidate, seconds)
    }

    /// Sets [`CacheDirective::StaleIfError`], in seconds.
    #[must_use]
    pub const fn stale_if_error(self, seconds: u32) -> Self {
        self.with(StaleIfError, seconds)
    }

    const fn with(mut self, directive: CacheDirective, seconds: u32) -> Self {
        self.set |= directive.bit();
        if let Some(slot) = directive.slot() {
            self.seconds[slot] = if seconds > LONGEST { LONGEST } else { seconds };
        }
        self
    }
    /// Whether a directive is set.
    #[must_use]
    pub const fn has(&self, directive: CacheDirective) -> bool {
        self.set & directive.bit() != 0
    }

    /// The seconds of a directive that is set; `None` for one that is not, or that has none.
    #[must_use]
    pub const fn seconds(&self, directive: CacheDirective) -> Option<u32> {
        match directive.slot() {
            Some(slot) if self.has(directive) => Some(self.seconds[slot]),
            _ => None,
        }
    }

    /// Whether nothing is set.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.set == 0
    }

    /// As the value of a header; empty when nothing is set.
    #[must_use]
    pub fn value(&self) -> HeaderValue {
        match HeaderValue::try_from(self.to_string()) {
            Ok(value) => value,
            Err(_) => unreachable!("names, digits, commas and blanks are visible ASCII"),
        }
    }
}

impl fmt::Display for CacheControl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set = CacheDirective::ALL.into_iter().filter(|&d| self.has(d));
        for (index, directive) in set.enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{}", directive.name())?;
            if let Some(seconds) = self.seconds(directive) {
                write!(f, "={seconds}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{CacheControl, CacheDirective, LONGEST};

    #[test]
    fn every_directive_is_written_in_order() {
        let all = CacheControl::new()
            .stale_if_error(4)
            .stale_while_revalidate(3)
            .immutable()
            .must_understand()
            .proxy_revalidate()
            .must_revalidate()
            .no_transform()
            .public()
            .private()
            .no_store()
            .no_cache()
            .s_maxage(0)
            .max_age(1);
        assert_eq!(
            all.value(),
            "max-age=1, s-maxage=0, no-cache, no-store, private, public, no-transform, \
             must-revalidate, proxy-revalidate, must-understand, immutable, \
             stale-while-revalidate=3, stale-if-error=4"
        );
        assert!(CacheDirective::ALL.into_iter().all(|d| all.has(d)));
        assert_eq!(CacheControl::new().value(), "");
        assert!(CacheControl::new().is_empty() && !all.is_empty());
    }

    #[test]
    fn a_directive_is_set_once() {
        let twice = CacheControl::new()
            .max_age(1)
            .no_cache()
            .max_age(2)
            .no_cache();
        assert_eq!(twice.to_string(), "max-age=2, no-cache");
        assert_eq!(twice.seconds(CacheDirective::MaxAge), Some(2));
        assert_eq!(twice.seconds(CacheDirective::NoCache), None);
        assert_eq!(twice.seconds(CacheDirective::SMaxage), None);
    }

    #[test]
    fn ages_end_at_the_cap() {
        let longest = CacheControl::new().max_age(u32::MAX).s_maxage(LONGEST);
        assert_eq!(
            longest.to_string(),
            "max-age=2147483648, s-maxage=2147483648"
        );
    }
}
