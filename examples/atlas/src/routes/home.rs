//! The page for people who open the service in a browser, and the theme they like it in.

use std::time::Duration;

use folio::{
    CookieFault, File, Form, Redirect, Response, Router, SetCookie, State, Templates, get, post,
    routes,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::city::City;
use crate::error::Unavailable;
use crate::store::Store;

/// How many cities the page lists.
const CITIES: u64 = 25;

/// How many seconds a browser keeps a theme.
const KEPT: u64 = 365 * 24 * 60 * 60;

/// The endpoints of this file.
pub(crate) fn router() -> Router {
    Router::new("")
        .tag("service")
        .templates(templates())
        .routes(routes![home, script, set_theme])
}

/// The templates of this file, which are part of the program.
fn templates() -> Templates {
    let files = [
        ("home.html", include_str!("home.html")),
        ("home.css", include_str!("home.css")),
    ];
    Templates::new(files).configure(|environment| environment.add_filter("grouped", grouped))
}

/// What the page shows.
#[derive(Debug, Serialize, ToSchema)]
struct Home {
    theme: Theme,
    themes: [Theme; 3],
    /// The id of the last change that is in the cities, if any is.
    seen: Option<String>,
    cities: Vec<City>,
}

/// The colours of the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Theme {
    /// Those that the browser is set to.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// The name in cookies and forms.
    fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme of a cookie. Nobody is refused the page for a cookie that says something else.
    fn kept(name: Option<&str>) -> Self {
        let named = |theme: &Theme| Some(theme.name()) == name;
        Theme::ALL.into_iter().find(named).unwrap_or_default()
    }
}

/// Shows the largest cities as a web page.
#[get(
    "/",
    template = "home.html",
    etag = weak,
    cache_control(private, no_cache),
    header("content-security-policy" = "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"),
    header("vary" = "cookie")
)]
async fn home(
    /// Theme of the page: `system`, `light` or `dark`. Anything else is as good as none.
    #[cookie]
    theme: Option<String>,
    store: State<Store>,
) -> Result<Home, Unavailable> {
    // Before the cities are read: what changes in between is told again, and not lost.
    let seen = store.last_change();
    Ok(Home {
        theme: Theme::kept(theme.as_deref()),
        themes: Theme::ALL,
        seen: seen.get().map(str::to_owned),
        cities: store.largest(CITIES).await?,
    })
}

/// Gives the script of the page, which shows changes of cities as they are made.
#[get(
    "/home.js",
    media_type = "text/javascript; charset=utf-8",
    cache_control(no_cache)
)]
async fn script() -> File {
    File::bytes(include_str!("home.js")).plain()
}

/// What the buttons of the page send.
#[derive(Debug, Deserialize, ToSchema)]
struct ThemeChoice {
    /// The theme from now on.
    theme: Theme,
}

/// Sets the theme of the page, and goes back to it.
#[post(
    "/theme",
    status = 303,
    cookie("theme", http_only, max_age = KEPT, description = "Theme of the page, for a year.")
)]
async fn set_theme(Form(choice): Form<ThemeChoice>) -> Result<Response<Redirect>, CookieFault> {
    let cookie = SetCookie::new("theme", choice.theme.name())
        .max_age(Duration::from_secs(KEPT))
        .http_only();
    Response::new(Redirect::to("/")).cookie(cookie)
}

/// A number with a comma before every third digit from the right.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Theme, grouped};

    #[test]
    fn themes_are_named_as_they_are_read() {
        for theme in Theme::ALL {
            assert_eq!(serde_json::to_value(theme).unwrap(), theme.name());
            assert_eq!(Theme::kept(Some(theme.name())), theme);
        }
        assert_eq!(Theme::kept(Some("Dark")), Theme::System);
        assert_eq!(Theme::kept(None), Theme::System);
    }

    #[test]
    fn digits_are_grouped() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (24_874_500, "24,874,500"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }
}
