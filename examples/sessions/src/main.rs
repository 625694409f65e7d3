//! Who asks, in a signed cookie: `SESSIONS_KEY=$(openssl rand -hex 32) cargo run -p sessions`, then
//! `curl -c jar -d name=Ada localhost:8000/session` and `curl -b jar localhost:8000/session`.

use std::time::Duration;

use folio::{
    App, CookieFault, CookieKeys, Form, Problem, Response, SetCookie, SignedCookies, State, delete,
    get, post, routes,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who signs in. A real app asks for more than a name.
#[derive(Deserialize, ToSchema)]
struct SignIn {
    name: String,
}

#[derive(Debug, Problem)]
enum SessionError {
    /// Sign in first.
    #[problem(status = 401)]
    None,
}

/// Signs in.
#[post(
    "/session",
    status = 204,
    cookie("user", http_only, description = "Who is signed in.")
)]
async fn sign_in(
    Form(who): Form<SignIn>,
    keys: State<CookieKeys>,
) -> Result<Response<()>, CookieFault> {
    let cookie = SetCookie::new("user", who.name)
        .max_age(Duration::from_hours(8))
        .http_only();
    Response::new(()).cookie(keys.sign(cookie))
}

/// Says who is signed in; a cookie that was changed is nobody's.
#[get("/session", cache_control(no_store))]
async fn session(cookies: SignedCookies) -> Result<String, SessionError> {
    cookies.get("user").ok_or(SessionError::None)
}

/// Signs out.
#[delete("/session", cookie("user", description = "Ends."))]
async fn sign_out() -> Result<Response<()>, CookieFault> {
    Response::new(()).cookie(SetCookie::delete("user"))
}

fn app(keys: CookieKeys) -> App {
    App::new("Sessions", "1.0.0")
        .state(keys)
        .routes(routes![sign_in, session, sign_out])
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let keys = CookieKeys::new(std::env::var("SESSIONS_KEY")?)?;
    app(keys).serve("127.0.0.1:8000").await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use folio::{CookieKeys, test::Client};

    /// The client keeps cookies, as browsers do.
    #[tokio::test]
    async fn a_session_begins_and_ends() {
        let keys = CookieKeys::new([7; 32]).expect("32 bytes");
        let client = Client::new(super::app(keys));
        assert_eq!(client.get("/session").await.status(), 401);
        let form = [("name", "Ada")];
        assert_eq!(client.post("/session").form(&form).await.status(), 204);
        assert_eq!(client.get("/session").await.text(), "Ada");
        let forged = client.get("/session").header("cookie", "user=Ada");
        assert_eq!(forged.await.status(), 401);
        assert_eq!(client.delete("/session").await.status(), 204);
        assert_eq!(client.get("/session").await.status(), 401);
    }
}
