//! Nothing of its own: see `tests/s3.rs`.
