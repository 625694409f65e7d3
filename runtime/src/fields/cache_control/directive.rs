//! What can stand in `Cache-Control` of an answer.

/// A directive of an answer, in the order they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CacheDirective {
    /// How long the answer is fresh (RFC 9111 §5.2.2.1).
    MaxAge,
    /// How long it is fresh in shared caches (§5.2.2.10).
    SMaxage,
    /// Not reused unless the server was asked whether it still holds (§5.2.2.4).
    NoCache,
    /// Not stored (§5.2.2.5).
    NoStore,
    /// Not stored by shared caches (§5.2.2.7).
    Private,
    /// Stored by any cache, even an answer to a request with `Authorization` (§5.2.2.9).
    Public,
    /// Content not changed on the way (§5.2.2.6).
    NoTransform,
    /// Not reused once stale unless the server was asked (§5.2.2.2).
    MustRevalidate,
    /// The same for shared caches alone (§5.2.2.8).
    ProxyRevalidate,
    /// Stored only by caches that know what the status asks of them (§5.2.2.3).
    MustUnderstand,
    /// Does not change while it is fresh, so that a reload need not ask (RFC 8246).
    Immutable,
    /// How long it may be reused once stale while a new one is fetched (RFC 5861 §3).
    StaleWhileRevalidate,
    /// How long it may be reused once stale when the server fails (RFC 5861 §4).
    StaleIfError,
}

use CacheDirective::{
    Immutable, MaxAge, MustRevalidate, MustUnderstand, NoCache, NoStore, NoTransform, Private,
    ProxyRevalidate, Public, SMaxage, StaleIfError, StaleWhileRevalidate,
};

impl CacheDirective {
    pub(super) const ALL: [CacheDirective; 13] = [
        MaxAge,
        SMaxage,
        NoCache,
        NoStore,
        Private,
        Public,
        NoTransform,
        MustRevalidate,
        ProxyRevalidate,
        MustUnderstand,
        Immutable,
        StaleWhileRevalidate,
        StaleIfError,
    ];

    /// As it is written in the field, such as `max-age`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            MaxAge => "max-age",
            SMaxage => "s-maxage",
            NoCache => "no-cache",
            NoStore => "no-store",
            Private => "private",
            Public => "public",
            NoTransform => "no-transform",
            MustRevalidate => "must-revalidate",
            ProxyRevalidate => "proxy-revalidate",
            MustUnderstand => "must-understand",
            Immutable => "immutable",
            StaleWhileRevalidate => "stale-while-revalidate",
            StaleIfError => "stale-if-error",
        }
    }

    pub(super) const fn bit(self) -> u16 {
        1 << self as u16
    }

    /// Where its seconds are kept.
    pub(super) const fn slot(self) -> Option<usize> {
        match self {
            MaxAge => Some(0),
            SMaxage => Some(1),
            StaleWhileRevalidate => Some(2),
            StaleIfError => Some(3),
            _ => None,
        }
    }
}
