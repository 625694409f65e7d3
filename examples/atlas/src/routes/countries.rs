//! Reading countries.

use folio::{Router, State, get, routes};

use crate::country::{Country, CountryWithCities};
use crate::error::{CountryError, Unavailable};
use crate::store::Store;

/// The endpoints of this file.
pub(crate) fn router() -> Router {
    Router::new("/countries")
        .tag("countries")
        .routes(routes![list_countries, country])
}

/// Lists all countries.
///
/// They are ordered by their ISO 3166-1 alpha-2 codes.
#[get("/")]
async fn list_countries(store: State<Store>) -> Result<Vec<Country>, Unavailable> {
    Ok(store.countries().await?)
}

/// Gives one country, with the number of its cities.
#[get("/{iso}")]
async fn country(
    /// ISO 3166-1 alpha-2 code of the country, in capitals.
    iso: String,
    store: State<Store>,
) -> Result<CountryWithCities, CountryError> {
    let country = store.country(&iso).await?;
    country.ok_or(CountryError::Unknown { iso })
}
