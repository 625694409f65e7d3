//! Countries, as they are served.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A country or territory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Country {
    /// ISO 3166-1 alpha-2 code.
    pub(crate) iso: String,
    /// ISO 3166-1 alpha-3 code.
    pub(crate) iso3: String,
    /// English name.
    pub(crate) name: String,
    /// English name of the capital; null if there is none.
    #[schema(required)]
    pub(crate) capital: Option<String>,
    /// Area in square kilometres.
    pub(crate) area_km2: f64,
    /// Number of inhabitants.
    pub(crate) population: u64,
    /// Code of the continent: AF, AN, AS, EU, NA, OC or SA.
    pub(crate) continent: String,
    /// ISO 4217 code of the currency. Empty if there is none.
    pub(crate) currency: String,
    /// IETF tags of the languages spoken, the most spoken first.
    pub(crate) languages: Vec<String>,
    /// ISO 3166-1 alpha-2 codes of the countries with a common land border.
    pub(crate) neighbours: Vec<String>,
}

/// A country or territory, with the number of its cities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct CountryWithCities {
    /// ISO 3166-1 alpha-2 code.
    pub(crate) iso: String,
    /// ISO 3166-1 alpha-3 code.
    pub(crate) iso3: String,
    /// English name.
    pub(crate) name: String,
    /// English name of the capital; null if there is none.
    #[schema(required)]
    pub(crate) capital: Option<String>,
    /// Area in square kilometres.
    pub(crate) area_km2: f64,
    /// Number of inhabitants.
    pub(crate) population: u64,
    /// Code of the continent: AF, AN, AS, EU, NA, OC or SA.
    pub(crate) continent: String,
    /// ISO 4217 code of the currency. Empty if there is none.
    pub(crate) currency: String,
    /// IETF tags of the languages spoken, the most spoken first.
    pub(crate) languages: Vec<String>,
    /// ISO 3166-1 alpha-2 codes of the countries with a common land border.
    pub(crate) neighbours: Vec<String>,
    /// Number of cities this atlas knows in the country.
    pub(crate) cities: u64,
}

impl Country {
    /// This country together with the number of its cities.
    pub(crate) fn with_cities(self, cities: u64) -> CountryWithCities {
        CountryWithCities {
            iso: self.iso,
            iso3: self.iso3,
            name: self.name,
            capital: self.capital,
            area_km2: self.area_km2,
            population: self.population,
            continent: self.continent,
            currency: self.currency,
            languages: self.languages,
            neighbours: self.neighbours,
            cities,
        }
    }
}
