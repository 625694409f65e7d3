//! Headers of problems.
