//! What is wrong with a cursor.

use crate::Problem;

/// A cursor that a list can't go on from.
///
/// Whatever is found before the signature holds has one problem, so that nobody learns from it how far a
/// forged cursor came. What a genuine cursor can be guilty of has a problem each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Problem)]
#[non_exhaustive]
pub enum InvalidCursor {
    /// This cursor was not given out here: take it as it stands in an answer, or begin without one.
    #[problem(status = 400)]
    Unknown,
    /// This cursor has expired: begin without one.
    #[problem(status = 400)]
    Expired,
    /// This cursor belongs to another list.
    #[problem(status = 400)]
    OtherRoute,
    /// This cursor belongs to another order of the list: begin without one when the order changes.
    #[problem(status = 400)]
    OtherOrder,
    /// This cursor belongs to other filters: begin without one when a filter changes.
    #[problem(status = 400)]
    OtherFilters,
    /// This cursor was given to somebody else.
    #[problem(status = 400)]
    OtherSubject,
}
