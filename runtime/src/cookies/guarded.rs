//! Cookies of a request that only this app can have made.

use super::CookieKeys;
use crate::{Context, Cookies, Extract, NoState, OperationDoc, State};

/// The cookies of a request that [`CookieKeys::sign`] signed; what doesn't verify is not there.
///
/// The keys are a state of the app: without them it is not built.
///
/// ```
/// use folio::{
///     App, CookieFault, CookieKeys, Response, SetCookie, SignedCookies, State, get, post, routes,
/// };
///
/// /// Begins a session.
/// #[post("/session", cookie("user", description = "Who asks."))]
/// async fn begin(keys: State<CookieKeys>) -> Result<Response<()>, CookieFault> {
///     Response::new(()).cookie(keys.sign(SetCookie::new("user", "7").http_only()))
/// }
///
/// /// Says who asks.
/// #[get("/session")]
/// async fn session(cookies: SignedCookies) -> Option<String> {
///     cookies.get("user")
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let secret = [1; 32];
/// let service = App::new("Sessions", "1.0.0")
///     .state(CookieKeys::new(secret)?)
///     .routes(routes![begin, session])
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct SignedCookies(Guarded);

/// The cookies of a request that [`CookieKeys::seal`] sealed; what doesn't open is not there.
///
/// The keys are a state of the app, as for [`SignedCookies`].
#[derive(Debug, Clone)]
pub struct PrivateCookies(Guarded);

#[derive(Debug, Clone)]
struct Guarded {
    cookies: Cookies,
    keys: State<CookieKeys>,
}

impl SignedCookies {
    /// The value of the first cookie of this name, when it was signed by a key of the ring.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        let Guarded { cookies, keys } = &self.0;
        keys.verify(name, cookies.get(name)?)
    }
}

impl PrivateCookies {
    /// The value of the first cookie of this name, when it was sealed by a key of the ring.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        let Guarded { cookies, keys } = &self.0;
        keys.open(name, cookies.get(name)?)
    }
}

#[diagnostic::do_not_recommend]
impl Extract for SignedCookies {
    type Rejection = NoState;

    async fn extract(cx: &mut Context) -> Result<Self, NoState> {
        Guarded::extract(cx).await.map(SignedCookies)
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        Guarded::describe(doc);
    }
}

#[diagnostic::do_not_recommend]
impl Extract for PrivateCookies {
    type Rejection = NoState;

    async fn extract(cx: &mut Context) -> Result<Self, NoState> {
        Guarded::extract(cx).await.map(PrivateCookies)
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        Guarded::describe(doc);
    }
}

#[diagnostic::do_not_recommend]
impl Extract for Guarded {
    type Rejection = NoState;

    async fn extract(cx: &mut Context) -> Result<Self, NoState> {
        let keys = State::extract(cx).await?;
        let cookies = match Cookies::extract(cx).await {
            Ok(cookies) => cookies,
            Err(never) => match never {},
        };
        Ok(Guarded { cookies, keys })
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        State::<CookieKeys>::describe(doc);
    }
}
