//! Tests of Folio from outside; the tests stand in `tests/`.
