//! Cookies of answers (RFC 6265bis §4.1): `SetCookie`, the rules it keeps, and the keys that guard values.
//!
//! What a request brings is read by `args/cookies.rs`.

mod fault;
#[cfg(feature = "signed-cookies")]
mod guarded;
mod identity;
#[cfg(feature = "signed-cookies")]
mod keys;
mod line;
mod rules;
mod same_site;
mod set_cookie;

pub use self::{
    fault::CookieFault, identity::CookieIdentity, same_site::SameSite, set_cookie::SetCookie,
};
#[cfg(feature = "signed-cookies")]
pub use self::{
    guarded::{PrivateCookies, SignedCookies},
    keys::{CookieKeyFault, CookieKeys},
};
