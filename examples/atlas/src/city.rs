//! Cities, as they are served and taken.

use folio::{ETag, Sortable, Versioned};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

/// A populated place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Sortable)]
#[sort(default = "-population")]
pub(crate) struct City {
    /// Identifier of the city, stable for as long as the city exists and never given to another one.
    #[sort(key)]
    pub(crate) id: u64,
    /// Name in the local or the best-known spelling. Not unique.
    #[sort]
    pub(crate) name: String,
    /// Name in ASCII letters. Empty for the few cities without one.
    pub(crate) ascii_name: String,
    /// Degrees north of the equator (WGS 84); negative in the south.
    pub(crate) latitude: f64,
    /// Degrees east of Greenwich (WGS 84); negative in the west.
    pub(crate) longitude: f64,
    /// [Feature code](https://www.geonames.org/export/codes.html), such as `PPLC` for a national capital.
    pub(crate) feature_code: String,
    /// ISO 3166-1 alpha-2 code of the country.
    #[sort]
    pub(crate) country: String,
    /// Code of the first-level administrative division within the country. May be empty.
    pub(crate) admin1: String,
    /// Number of inhabitants; 0 if unknown.
    #[sort]
    pub(crate) population: u64,
    /// Metres above sea level; null if unknown.
    #[schema(required)]
    #[sort(nulls = last)]
    pub(crate) elevation: Option<i32>,
    /// IANA name of the time zone.
    pub(crate) timezone: String,
    /// Date of the last change to this record.
    pub(crate) modified: Date,
}

/// Made of all that is said about the city, so it says the same in every process and changes whoever
/// writes. A state that comes back has the version it had: who saw it then has seen what is there now.
impl Versioned for City {
    fn version(&self) -> ETag {
        // Numbers, texts and a date: there is nothing in it that JSON can't say.
        ETag::of(serde_json::to_vec(self).expect("a city is written as JSON"))
    }
}

/// A city to add, or the new contents of an existing one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCity {
    /// Name in the local or the best-known spelling.
    /// No two cities may share name, country, latitude and longitude.
    #[schema(min_length = 1, max_length = 200, example = "Zürich")]
    pub(crate) name: String,
    /// Name in ASCII letters. May be empty.
    #[schema(max_length = 200, example = "Zuerich")]
    pub(crate) ascii_name: String,
    /// Degrees north of the equator (WGS 84); negative in the south.
    #[schema(minimum = -90, maximum = 90, example = 47.36667)]
    pub(crate) latitude: f64,
    /// Degrees east of Greenwich (WGS 84); negative in the west.
    #[schema(minimum = -180, maximum = 180, example = 8.55)]
    pub(crate) longitude: f64,
    /// [Feature code](https://www.geonames.org/export/codes.html), such as `PPLC` for a national capital.
    #[schema(min_length = 1, max_length = 10, example = "PPLA")]
    pub(crate) feature_code: String,
    /// ISO 3166-1 alpha-2 code of the country.
    #[schema(pattern = "^[A-Z]{2}$", example = "CH")]
    pub(crate) country: String,
    /// Code of the first-level administrative division within the country. May be empty.
    #[schema(max_length = 20, example = "ZH")]
    pub(crate) admin1: String,
    /// Number of inhabitants; 0 if unknown.
    #[schema(maximum = 100_000_000, example = 341_730)]
    pub(crate) population: u64,
    /// Metres above sea level; null or left out if unknown.
    #[schema(minimum = -500, maximum = 9000, example = 408)]
    pub(crate) elevation: Option<i32>,
    /// IANA name of the time zone.
    #[schema(min_length = 1, max_length = 40, example = "Europe/Zurich")]
    pub(crate) timezone: String,
    /// Date of the last change to this record.
    #[schema(value_type = String, format = Date, pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2026-01-31")]
    pub(crate) modified: Date,
}

impl NewCity {
    /// The city these contents make under the identifier `id`.
    pub(crate) fn with_id(self, id: u64) -> City {
        City {
            id,
            name: self.name,
            ascii_name: self.ascii_name,
            latitude: self.latitude,
            longitude: self.longitude,
            feature_code: self.feature_code,
            country: self.country,
            admin1: self.admin1,
            population: self.population,
            elevation: self.elevation,
            timezone: self.timezone,
            modified: self.modified,
        }
    }
}

/// Changes to a city, as a JSON merge patch ([RFC 7396](https://www.rfc-editor.org/rfc/rfc7396)):
/// members that are left out stay as they are.
///
/// Its bounds are those of [`NewCity`], so what it makes of a city within them stays within them.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CityPatch {
    /// Name in the local or the best-known spelling.
    /// No two cities may share name, country, latitude and longitude.
    #[schema(nullable = false, min_length = 1, max_length = 200, example = "Zürich")]
    pub(crate) name: Option<String>,
    /// Name in ASCII letters. May be empty.
    #[schema(nullable = false, max_length = 200, example = "Zuerich")]
    pub(crate) ascii_name: Option<String>,
    /// Degrees north of the equator (WGS 84); negative in the south.
    #[schema(nullable = false, minimum = -90, maximum = 90, example = 47.36667)]
    pub(crate) latitude: Option<f64>,
    /// Degrees east of Greenwich (WGS 84); negative in the west.
    #[schema(nullable = false, minimum = -180, maximum = 180, example = 8.55)]
    pub(crate) longitude: Option<f64>,
    /// [Feature code](https://www.geonames.org/export/codes.html), such as `PPLC` for a national capital.
    #[schema(nullable = false, min_length = 1, max_length = 10, example = "PPLA")]
    pub(crate) feature_code: Option<String>,
    /// ISO 3166-1 alpha-2 code of the country.
    #[schema(nullable = false, pattern = "^[A-Z]{2}$", example = "CH")]
    pub(crate) country: Option<String>,
    /// Code of the first-level administrative division within the country. May be empty.
    #[schema(nullable = false, max_length = 20, example = "ZH")]
    pub(crate) admin1: Option<String>,
    /// Number of inhabitants; 0 if unknown.
    #[schema(nullable = false, maximum = 100_000_000, example = 341_730)]
    pub(crate) population: Option<u64>,
    /// Metres above sea level; null removes it.
    #[expect(
        clippy::option_option,
        reason = "left out, null and a number are three cases"
    )]
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<i32>, minimum = -500, maximum = 9000, example = 408)]
    pub(crate) elevation: Option<Option<i32>>,
    /// IANA name of the time zone.
    #[schema(
        nullable = false,
        min_length = 1,
        max_length = 40,
        example = "Europe/Zurich"
    )]
    pub(crate) timezone: Option<String>,
    /// Date of the last change to this record.
    #[schema(value_type = Option<String>, nullable = false, format = Date, pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2026-01-31")]
    pub(crate) modified: Option<Date>,
}

/// A member that is there, null or not. One that is left out never gets here.
#[expect(clippy::option_option, reason = "as the member itself")]
fn present<'de, D: Deserializer<'de>>(member: D) -> Result<Option<Option<i32>>, D::Error> {
    Option::deserialize(member).map(Some)
}

impl CityPatch {
    /// What these changes make of `city`.
    pub(crate) fn merged_into(self, city: City) -> NewCity {
        NewCity {
            name: self.name.unwrap_or(city.name),
            ascii_name: self.ascii_name.unwrap_or(city.ascii_name),
            latitude: self.latitude.unwrap_or(city.latitude),
            longitude: self.longitude.unwrap_or(city.longitude),
            feature_code: self.feature_code.unwrap_or(city.feature_code),
            country: self.country.unwrap_or(city.country),
            admin1: self.admin1.unwrap_or(city.admin1),
            population: self.population.unwrap_or(city.population),
            elevation: self.elevation.unwrap_or(city.elevation),
            timezone: self.timezone.unwrap_or(city.timezone),
            modified: self.modified.unwrap_or(city.modified),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use utoipa::ToSchema;

    use super::{City, CityPatch, NewCity};

    /// What the schema of `T` says of its members, apart from their descriptions.
    fn members<T: ToSchema>() -> Value {
        let mut schema = serde_json::to_value(T::schema()).unwrap();
        let members = schema["properties"].as_object_mut().unwrap();
        for member in members.values_mut() {
            member.as_object_mut().unwrap().remove("description");
        }
        schema["properties"].take()
    }

    #[test]
    fn patches_have_the_bounds_of_cities() {
        assert_eq!(members::<CityPatch>(), members::<NewCity>());
    }

    #[test]
    fn patches_change_what_they_name() {
        let json = r#"{"id": 1, "name": "A", "ascii_name": "", "latitude": 1.5, "longitude": -1.5,
            "feature_code": "PPL", "country": "CH", "admin1": "ZH", "population": 7, "elevation": 3,
            "timezone": "Europe/Zurich", "modified": "2026-02-28"}"#;
        let city: City = serde_json::from_str(json).unwrap();
        let patched = |patch: &str| {
            let patch: CityPatch = serde_json::from_str(patch).unwrap();
            patch.merged_into(city.clone()).with_id(1)
        };
        assert_eq!(patched("{}"), city);
        let other = City {
            name: "B".to_owned(),
            elevation: None,
            ..city.clone()
        };
        assert_eq!(patched(r#"{"elevation": null, "name": "B"}"#), other);
        assert_eq!(patched(r#"{"elevation": 4}"#).elevation, Some(4));
    }
}
