//! `SetCookie`: one cookie that an answer sets.

use std::{
    borrow::Cow,
    time::{Duration, SystemTime},
};

use http::HeaderValue;

use super::{CookieFault, SameSite, line, rules};

/// The longest Max-Age that is sent, in seconds (68 years): it fits the integers of every client.
const MAX_AGE_LIMIT: u32 = i32::MAX.unsigned_abs();

/// A cookie that an answer sets (RFC 6265bis §4.1), one `Set-Cookie` line.
///
/// It is sent for the whole site (`Path=/`) and with `SameSite=lax`; both can be changed or left out.
/// The value may be any text: what a cookie can't hold is percent-encoded, and
/// [`Cookies`](crate::Cookies) decodes it. Name, path and domain are sent as they are or not at all,
/// so [`header_value`](SetCookie::header_value) may refuse them.
///
/// ```
/// use std::time::Duration;
///
/// use folio::{CookieFault, SameSite, SetCookie};
///
/// let session = SetCookie::new("__Host-session", "Zoë; 7")
///     .max_age(Duration::from_hours(1))
///     .same_site(SameSite::Strict)
///     .secure()
///     .http_only();
/// assert_eq!(
///     session.header_value()?,
///     "__Host-session=Zo%C3%AB%3B%207; HttpOnly; Max-Age=3600; Path=/; SameSite=strict; Secure",
/// );
/// # Ok::<(), CookieFault>(())
/// ```
///
/// A cookie that can't be set is a [`Problem`](trait@crate::Problem), so `?` hands it on:
///
/// ```
/// use folio::{CookieFault, Response, SetCookie, get};
///
/// /// Remembers a folder.
/// #[get("/remember", cookie("folder", description = "The folder."))]
/// async fn remember(#[query] folder: String) -> Result<Response<()>, CookieFault> {
///     Response::new(()).cookie(SetCookie::new("folder", "last").path(folder))
/// }
///
/// let injected = SetCookie::new("folder", "last").path("/a\r\nset-cookie: admin=1");
/// assert!(matches!(injected.check(), Err(CookieFault::Path(_))));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a cookie is set by the answer it is added to"]
pub struct SetCookie {
    pub(super) name: Cow<'static, str>,
    pub(super) value: Cow<'static, str>,
    pub(super) domain: Option<Cow<'static, str>>,
    pub(super) expires: Option<SystemTime>,
    pub(super) http_only: bool,
    pub(super) max_age: Option<u32>,
    pub(super) partitioned: bool,
    pub(super) path: Option<Cow<'static, str>>,
    pub(super) same_site: Option<SameSite>,
    pub(super) secure: bool,
    description: Cow<'static, str>,
    sent: Sent,
}

/// Which answers carry a cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sent {
    Always,
    OnSuccess,
    Never,
}

impl SetCookie {
    /// A cookie for this host, all its paths, until the browser is closed.
    ///
    /// The name is a token (RFC 9110 §5.6.2), the value any text.
    pub fn new(name: impl Into<Cow<'static, str>>, value: impl Into<Cow<'static, str>>) -> Self {
        SetCookie {
            name: name.into(),
            value: value.into(),
            domain: None,
            expires: None,
            http_only: false,
            max_age: None,
            partitioned: false,
            path: Some(Cow::Borrowed("/")),
            same_site: Some(SameSite::Lax),
            secure: false,
            description: Cow::Borrowed(""),
            sent: Sent::Always,
        }
    }

    /// The end of a cookie: empty, with `Max-Age=0` and a date that has passed.
    ///
    /// Path, domain and `partitioned` have to be those it was set with, and a name that begins with
    /// `__Host-` or the like still needs its attributes.
    ///
    /// ```
    /// # use folio::{CookieFault, SetCookie};
    /// assert_eq!(
    ///     SetCookie::delete("session").path("/app").header_value()?,
    ///     "session=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/app; SameSite=lax",
    /// );
    /// # Ok::<(), CookieFault>(())
    /// ```
    pub fn delete(name: impl Into<Cow<'static, str>>) -> Self {
        SetCookie::new(name, "")
            .max_age(Duration::ZERO)
            .expires(SystemTime::UNIX_EPOCH)
    }

    /// Sets `Path`: the cookie comes with requests of this path and those below it. Visible ASCII that
    /// begins with `/`, without `;`, at most 1024 bytes.
    pub fn path(mut self, path: impl Into<Cow<'static, str>>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Leaves `Path` out: browsers then take the folder of the request's path.
    pub fn without_path(mut self) -> Self {
        self.path = None;
        self
    }

    /// Sets `Domain`: the cookie comes with requests to this host and those below it. A host name in
    /// ASCII; a dot in front means nothing and is not sent.
    pub fn domain(mut self, domain: impl Into<Cow<'static, str>>) -> Self {
        self.domain = Some(domain.into());
        self
    }

    /// Sets `Max-Age`, rounded up to whole seconds; zero ends the cookie. 68 years are the most that is
    /// sent; browsers keep cookies for 400 days at most (RFC 6265bis §5.5).
    pub fn max_age(mut self, age: Duration) -> Self {
        let up = u64::from(age.subsec_nanos() != 0);
        let seconds = age.as_secs().saturating_add(up);
        self.max_age = Some(u32::try_from(seconds).map_or(MAX_AGE_LIMIT, |s| s.min(MAX_AGE_LIMIT)));
        self
    }

    /// Sets `Expires`, whole seconds of the years 1970 to 9999; a time outside is sent as the
    /// first or the last of them.
    ///
    /// Prefer [`max_age`](SetCookie::max_age), which wins over it and needs no clock.
    pub fn expires(mut self, time: SystemTime) -> Self {
        self.expires = Some(time);
        self
    }

    /// Sets `Secure`: the cookie comes over HTTPS only.
    pub fn secure(mut self) -> Self {
        self.secure = true;
        self
    }

    /// Sets `HttpOnly`: scripts can't read the cookie.
    pub fn http_only(mut self) -> Self {
        self.http_only = true;
        self
    }

    /// Sets `SameSite`, [`Lax`](SameSite::Lax) otherwise.
    pub fn same_site(mut self, same_site: SameSite) -> Self {
        self.same_site = Some(same_site);
        self
    }

    /// Leaves `SameSite` out, so that the browser decides.
    pub fn without_same_site(mut self) -> Self {
        self.same_site = None;
        self
    }

    /// Sets `Partitioned`: a frame's cookie is kept apart for each site the frame stands in. It has to
    /// be `Secure`.
    pub fn partitioned(mut self) -> Self {
        self.partitioned = true;
        self
    }

    /// Says in the document what the cookie is for.
    pub fn description(mut self, description: impl Into<Cow<'static, str>>) -> Self {
        self.description = description.into();
        self
    }

    /// Only declares the cookie: it stands in the document, and the handler sets it.
    pub fn documentation_only(mut self) -> Self {
        self.sent = Sent::Never;
        self
    }

    /// Leaves the cookie out of errors, which carry it otherwise.
    pub fn success_only(mut self) -> Self {
        self.sent = Sent::OnSuccess;
        self
    }

    /// The `Set-Cookie` line.
    ///
    /// # Errors
    ///
    /// As [`check`](SetCookie::check).
    pub fn header_value(&self) -> Result<HeaderValue, CookieFault> {
        self.check()?;
        match HeaderValue::try_from(line::of(self)) {
            Ok(line) => Ok(line),
            Err(_) => unreachable!("a checked cookie is written in visible ASCII and blanks"),
        }
    }

    /// Whether browsers would take the cookie.
    ///
    /// # Errors
    ///
    /// The first rule that it breaks.
    pub fn check(&self) -> Result<(), CookieFault> {
        rules::check(self)
    }

    /// An example for the document: the `Set-Cookie` line, with `<value>` for an empty value and
    /// `<date>` for a date, so that it is the same whenever it is written.
    ///
    /// ```
    /// # use std::time::{Duration, SystemTime};
    /// # use folio::SetCookie;
    /// let cookie = SetCookie::new("seen", "").expires(SystemTime::now() + Duration::from_mins(1));
    /// assert_eq!(cookie.example(), "seen=<value>; Expires=<date>; Path=/; SameSite=lax");
    /// ```
    #[must_use]
    pub fn example(&self) -> String {
        line::example(self)
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value as it was given, not encoded.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// What the cookie is for; empty when nothing was said.
    #[must_use]
    pub fn purpose(&self) -> &str {
        &self.description
    }

    /// Whether an answer of this status carries the cookie.
    #[must_use]
    pub fn is_sent_with(&self, status: http::StatusCode) -> bool {
        match self.sent {
            Sent::Always => true,
            Sent::OnSuccess => !status.is_client_error() && !status.is_server_error(),
            Sent::Never => false,
        }
    }

    /// The same cookie with another value.
    #[cfg(feature = "signed-cookies")]
    pub(super) fn with_value(mut self, value: String) -> Self {
        self.value = Cow::Owned(value);
        self
    }

    /// The domain without the dot that older servers write in front (RFC 6265bis §5.6.3).
    pub(super) fn host(&self) -> Option<&str> {
        let domain = self.domain.as_deref()?;
        Some(domain.strip_prefix('.').unwrap_or(domain))
    }
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::SetCookie;

    #[test]
    fn errors_carry_a_cookie_unless_it_says_otherwise() {
        let carried = |cookie: SetCookie| {
            [200, 201, 302, 304, 404, 500]
                .map(|status| cookie.is_sent_with(StatusCode::from_u16(status).expect("a status")))
        };
        let cookie = SetCookie::new("c", "v");
        assert_eq!(carried(cookie.clone()), [true; 6]);
        let success = [true, true, true, true, false, false];
        assert_eq!(carried(cookie.clone().success_only()), success);
        assert_eq!(carried(cookie.documentation_only()), [false; 6]);
    }
}
