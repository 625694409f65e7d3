//! The page for people who open the service in a browser.

use std::fmt::{self, Display, Formatter, Write};

use folio::{Router, State, get, routes};

use crate::city::City;
use crate::error::Unavailable;
use crate::store::Store;

/// How many cities the page lists.
const CITIES: u64 = 25;

const STYLE: &str = include_str!("home.css");

/// The endpoints of this file.
pub(crate) fn router() -> Router {
    Router::new("").tag("service").routes(routes![home])
}

/// Shows the largest cities as a web page.
#[get(
    "/",
    media_type = Html,
    header("content-security-policy" = "default-src 'none'; style-src 'unsafe-inline'")
)]
async fn home(store: State<Store>) -> Result<String, Unavailable> {
    Ok(page(&store.largest(CITIES).await?))
}

/// The page that lists `cities`.
fn page(cities: &[City]) -> String {
    let rows: String = (1..)
        .zip(cities)
        .map(|(rank, city)| row(rank, city))
        .collect();
    format!(
        r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Atlas</title>
<style>
{STYLE}</style>
<h1>Atlas</h1>
<p>The cities of the world, over HTTP.</p>
<nav><a href="/docs">API documentation</a> <a href="/openapi.json">OpenAPI document</a> <a href="/cities">Cities</a> <a href="/countries">Countries</a></nav>
<table>
<thead><tr><th scope="col">#</th><th scope="col">Largest cities</th><th scope="col">Country</th><th scope="col">Inhabitants</th></tr></thead>
<tbody>
{rows}</tbody>
</table>
<footer>Data: <a href="https://www.geonames.org/">GeoNames</a>, <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>. Served by Folio.</footer>
</html>
"#
    )
}

/// The row of the table for `city`.
fn row(rank: usize, city: &City) -> String {
    let (name, country) = (Escaped(&city.name), Escaped(&city.country));
    let (id, population) = (city.id, grouped(city.population));
    format!(
        r#"<tr><td>{rank}</td><td><a href="/cities/{id}">{name}</a></td><td><a href="/countries/{country}">{country}</a></td><td>{population}</td></tr>
"#
    )
}

/// Text as it stands in HTML, in elements and in quoted attributes.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                // Most of them are not allowed in HTML at all.
                control if control.is_control() => f.write_char(char::REPLACEMENT_CHARACTER)?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
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
    use super::{City, grouped, page};

    #[test]
    fn names_are_escaped() {
        let city = City {
            id: 7,
            name: "<b onclick=\"x('&')\">\0".to_owned(),
            ascii_name: String::new(),
            latitude: 0.0,
            longitude: 0.0,
            feature_code: "PPL".to_owned(),
            country: "AD".to_owned(),
            admin1: String::new(),
            population: 1,
            elevation: None,
            timezone: "Europe/Andorra".to_owned(),
            modified: jiff::civil::date(2026, 2, 28),
        };
        let html = page(&[city]);
        assert!(html.contains(">&lt;b onclick=&quot;x(&#39;&amp;&#39;)&quot;&gt;\u{FFFD}</a>"));
        assert!(!html.contains("<b "));
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
