//! What a request asked for, whichever way it asked.

use super::{Count, Mode};

/// What part of a list was asked for: every position has one, and a [`Page`](super::Page) answers one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Window {
    pub(super) mode: Mode,
    /// From 1, where a number was asked for.
    pub(super) number: u64,
    /// How many items come before it; beyond every list where the request's number is.
    pub(super) offset: u64,
    /// How many items it has at most: fewer than asked for where it ends at the item that a cursor
    /// names.
    pub(super) limit: u64,
    /// How many items were asked for at most.
    pub(super) size: u64,
    /// Whether rows are read away from the cursor, towards the start.
    pub(super) backward: bool,
    /// Whether a cursor was given.
    pub(super) inside: bool,
    /// The row in front of which it ends, where a cursor that holds an offset says so.
    pub(super) before: Option<u64>,
    pub(super) count: Count,
    /// Whether the size is the one that is meant where a request doesn't say it.
    pub(super) usual: bool,
    /// Whether each row is shown with a cursor of its own.
    pub(super) edges: bool,
    /// Whether keys of cursors carry the order they are of, since no argument says it.
    pub(super) tagged: bool,
    /// The offset beyond which nothing is read, where there is one.
    pub(super) max_offset: Option<u64>,
}

impl Window {
    pub(super) fn numbered(number: u64, size: u64) -> Self {
        Window {
            mode: Mode::Number,
            number,
            ..Window::at(number.saturating_sub(1).saturating_mul(size), size)
        }
    }

    pub(super) fn at(offset: u64, size: u64) -> Self {
        Window {
            mode: Mode::Offset,
            number: 0,
            offset,
            limit: size,
            size,
            backward: false,
            inside: false,
            before: None,
            count: Count::Exact,
            usual: false,
            edges: false,
            tagged: false,
            max_offset: None,
        }
    }

    pub(super) fn by_cursor(size: u64, backward: bool, inside: bool) -> Self {
        Window {
            mode: Mode::Cursor,
            backward,
            inside,
            count: Count::None,
            ..Window::at(0, size)
        }
    }

    /// Whether it lies deeper than rows are counted off.
    pub(super) fn is_too_deep(&self) -> bool {
        self.max_offset.is_some_and(|most| self.offset > most)
    }

    /// Its part of a list that is all there.
    pub(super) fn range(&self, length: usize) -> std::ops::Range<usize> {
        let start = usize::try_from(self.offset).map_or(length, |start| start.min(length));
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        start..start.saturating_add(limit).min(length)
    }
}

#[cfg(test)]
mod tests {
    use super::Window;

    #[test]
    fn numbers_beyond_every_list_lie_beyond_its_end() {
        for (number, size, range) in [
            (1, 10, 0..10),
            (14, 10, 130..137),
            (15, 10, 137..137),
            (u64::MAX, u64::MAX, 137..137),
            (1 << 63, 2, 137..137),
            (2, u64::MAX, 137..137),
            (1, u64::MAX, 0..137),
        ] {
            assert_eq!(
                Window::numbered(number, size).range(137),
                range,
                "{number} {size}"
            );
        }
    }
}
