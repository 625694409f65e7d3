//! `SameSite`: whether a cookie goes along with requests of other sites.

/// Which requests of other sites bring a cookie along (RFC 6265bis §4.1.2.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SameSite {
    /// None of them.
    Strict,
    /// Those that open a page by a safe method, such as a link.
    Lax,
    /// All; the cookie has to be `Secure`.
    None,
}

impl SameSite {
    pub(super) fn name(self) -> &'static str {
        match self {
            SameSite::Strict => "strict",
            SameSite::Lax => "lax",
            SameSite::None => "none",
        }
    }
}
