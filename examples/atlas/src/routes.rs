//! The endpoints, one resource a file.

pub(crate) mod cities;
pub(crate) mod countries;
pub(crate) mod events;
pub(crate) mod exports;
pub(crate) mod health;
pub(crate) mod home;
pub(crate) mod styles;
