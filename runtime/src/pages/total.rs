//! How many items there are in all: a number, and how far it can be trusted.

use std::time::Duration;

/// How many items all pages have together, labelled by how it is known.
///
/// ```
/// use folio::Total;
///
/// assert_eq!(Total::Exact(137).number(), Some(137));
/// assert_eq!(Total::AtLeast(10_000).label(), "at_least");
/// assert_eq!(Total::Unknown.number(), None);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Total {
    /// Nobody counted.
    #[default]
    Unknown,
    /// As many, at the moment of the page.
    Exact(u64),
    /// As many or more: the count stopped there.
    AtLeast(u64),
    /// About as many.
    Estimated(u64),
    /// As many, a while ago.
    Cached {
        /// How many.
        number: u64,
        /// How long ago.
        age: Duration,
    },
}

impl Total {
    /// The number, where there is one.
    #[must_use]
    pub const fn number(self) -> Option<u64> {
        match self {
            Total::Unknown => None,
            Total::Exact(number)
            | Total::AtLeast(number)
            | Total::Estimated(number)
            | Total::Cached { number, .. } => Some(number),
        }
    }

    /// The number where it is that of all items, now.
    #[must_use]
    pub const fn exact(self) -> Option<u64> {
        match self {
            Total::Exact(number) => Some(number),
            _ => None,
        }
    }

    /// What it is: `none`, `exact`, `at_least`, `estimated` or `cached`.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Total::Unknown => "none",
            Total::Exact(_) => "exact",
            Total::AtLeast(_) => "at_least",
            Total::Estimated(_) => "estimated",
            Total::Cached { .. } => "cached",
        }
    }

    /// How many pages of a size they fill; not where it is a lower bound.
    pub(super) fn pages(self, size: u64) -> Option<u64> {
        match self {
            Total::AtLeast(_) => None,
            total => total.number().map(|number| number.div_ceil(size.max(1))),
        }
    }
}

/// The labels of [`Total::label`].
pub(super) const LABELS: [&str; 5] = ["none", "exact", "at_least", "estimated", "cached"];

/// How much counting a page is worth: what a route allows, lowered by a client's
/// `Prefer: count=none` (RFC 7240).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Count {
    /// No total.
    #[default]
    None,
    /// What statistics say.
    Estimated,
    /// Up to a bound.
    Capped,
    /// Every item.
    Exact,
}

impl Count {
    /// The name a client asks by.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Count::None => "none",
            Count::Estimated => "estimated",
            Count::Capped => "capped",
            Count::Exact => "exact",
        }
    }

    /// All of them, the least first.
    pub(super) const ALL: [Count; 4] = [Count::None, Count::Estimated, Count::Capped, Count::Exact];
}
