//! Directives that contradict each other.

use super::{
    CacheControl, CacheDirective,
    CacheDirective::{
        Immutable, MaxAge, MustRevalidate, MustUnderstand, NoCache, NoStore, Private, Public,
        SMaxage, StaleIfError, StaleWhileRevalidate,
    },
};

impl CacheControl {
    /// What is wrong with directives of which one allows what another forbids, and what to write
    /// instead; nothing set at all is wrong, too.
    ///
    /// Directives that only say more of the same, such as `no-store, no-cache, must-revalidate`, are
    /// in order. So is `no-store` beside anything when `must-understand` is there: a cache that knows
    /// the status then ignores `no-store` (RFC 9111 §5.2.2.3).
    ///
    /// ```
    /// use folio::CacheControl;
    ///
    /// assert!(CacheControl::new().no_store().max_age(60).contradiction().is_some());
    /// assert!(CacheControl::new().no_store().no_cache().contradiction().is_none());
    /// ```
    #[must_use]
    pub const fn contradiction(&self) -> Option<&'static str> {
        if self.is_empty() {
            return Some("no directive is set: set one, such as `max_age` or `no_store`");
        }
        if self.has(Public) && self.has(Private) {
            return Some(
                "`public` lets shared caches store the answer, `private` forbids it: leave one out",
            );
        }
        if self.has(Private) && self.has(SMaxage) {
            return Some(
                "`s_maxage` is an age for shared caches, which `private` keeps from storing the answer: write `max_age` instead, or leave `private` out",
            );
        }
        if self.has(NoStore) && !self.has(MustUnderstand) {
            if self.has(MaxAge) || self.has(SMaxage) {
                return Some(
                    "`no_store` keeps caches from storing the answer, so it has no age: leave out `no_store`, or `max_age` and `s_maxage`",
                );
            }
            if self.has(StaleWhileRevalidate) || self.has(StaleIfError) {
                return Some(
                    "`no_store` keeps caches from storing the answer, so it can't be reused when stale: leave out `no_store`, or `stale_while_revalidate` and `stale_if_error`",
                );
            }
            if self.has(Public) || self.has(Immutable) {
                return Some(
                    "`no_store` keeps caches from storing the answer, `public` and `immutable` are for stored ones: leave out `no_store`, or both of them",
                );
            }
        }
        if self.has(NoCache) {
            if self.lasts(MaxAge) || self.lasts(SMaxage) {
                return Some(
                    "`no_cache` has caches ask before every use, whatever the age: leave out `no_cache`, or `max_age` and `s_maxage`",
                );
            }
            if self.has(Immutable) {
                return Some(
                    "`no_cache` has caches ask before every use, `immutable` says they need not: leave one out",
                );
            }
        }
        if self.has(Immutable) && self.never_fresh() {
            return Some(
                "`immutable` holds while the answer is fresh, which it never is with `max_age = 0`: give it an age, or leave `immutable` out",
            );
        }
        let stale = self.lasts(StaleWhileRevalidate) || self.lasts(StaleIfError);
        if stale && (self.has(NoCache) || self.has(MustRevalidate)) {
            return Some(
                "`no_cache` and `must_revalidate` forbid that a stale answer is reused, `stale_while_revalidate` and `stale_if_error` allow it: leave out the ones or the others",
            );
        }
        None
    }

    const fn lasts(&self, directive: CacheDirective) -> bool {
        matches!(self.seconds(directive), Some(1..))
    }

    const fn never_fresh(&self) -> bool {
        self.has(MaxAge) && !self.lasts(MaxAge) && !self.lasts(SMaxage)
    }
}

#[cfg(test)]
mod tests {
    use crate::fields::CacheControl;

    const NEW: CacheControl = CacheControl::new();

    #[test]
    fn what_contradicts_names_what_to_leave_out() {
        let cases: &[(CacheControl, &[&str])] = &[
            (NEW, &["max_age", "no_store"]),
            (NEW.public().private(), &["public", "private"]),
            (NEW.private().s_maxage(60), &["s_maxage", "max_age"]),
            (NEW.no_store().max_age(60), &["no_store", "max_age"]),
            (NEW.no_store().max_age(0), &["no_store", "max_age"]),
            (NEW.no_store().s_maxage(60), &["no_store", "s_maxage"]),
            (
                NEW.no_store().stale_if_error(9),
                &["no_store", "stale_if_error"],
            ),
            (
                NEW.no_store().stale_while_revalidate(9),
                &["no_store", "stale_while_revalidate"],
            ),
            (NEW.no_store().public(), &["no_store", "public"]),
            (NEW.no_store().immutable(), &["no_store", "immutable"]),
            (NEW.no_cache().max_age(60), &["no_cache", "max_age"]),
            (NEW.no_cache().s_maxage(60), &["no_cache", "s_maxage"]),
            (NEW.no_cache().immutable(), &["no_cache", "immutable"]),
            (NEW.max_age(0).immutable(), &["max_age", "immutable"]),
            (
                NEW.max_age(60).must_revalidate().stale_if_error(9),
                &["must_revalidate", "stale_if_error"],
            ),
            (
                NEW.no_cache().stale_while_revalidate(9),
                &["no_cache", "stale_while_revalidate"],
            ),
        ];
        for (directives, names) in cases {
            let fault = directives.contradiction().unwrap_or_default();
            for name in *names {
                assert!(fault.contains(&format!("`{name}")), "{directives}: {fault}");
            }
        }
    }

    #[test]
    fn what_is_in_use_is_in_order() {
        for directives in [
            NEW.no_store(),
            NEW.no_store().no_cache().must_revalidate(),
            NEW.private()
                .no_store()
                .no_cache()
                .must_revalidate()
                .no_transform(),
            NEW.no_cache().max_age(0).must_revalidate(),
            NEW.private().no_cache(),
            NEW.public().no_cache(),
            NEW.must_understand().no_store().max_age(60).public(),
            NEW.must_understand().no_store(),
            NEW.public().max_age(31_536_000).immutable(),
            NEW.max_age(60).immutable().must_revalidate(),
            NEW.max_age(0).s_maxage(60).immutable(),
            NEW.immutable(),
            NEW.max_age(0),
            NEW.max_age(60).must_revalidate(),
            NEW.private().max_age(60).proxy_revalidate(),
            NEW.s_maxage(1).stale_while_revalidate(59),
            NEW.max_age(60).proxy_revalidate().stale_if_error(60),
            NEW.max_age(60).must_revalidate().stale_if_error(0),
            NEW.no_transform(),
        ] {
            assert_eq!(directives.contradiction(), None, "{directives}");
        }
    }
}
