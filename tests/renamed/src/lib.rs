//! An app whose `Cargo.toml` calls Folio `web`: that it compiles is the test of one line.

extern crate web as folio;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Json, Problem, Query, get, post, routes};

/// A populated place.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub struct City {
    /// Its name.
    pub name: String,
}

/// What is asked of cities.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Filter {
    /// How a name begins.
    pub prefix: Option<String>,
}

/// Why there is no city.
#[derive(Debug, Problem)]
pub enum CityError {
    /// No city has this id.
    #[problem(status = 404)]
    Unknown {
        /// The id that was asked for.
        id: u64,
    },
}

/// One city by its id.
///
/// # Errors
///
/// There is none but the first.
#[get("/cities/{id}")]
pub async fn city(id: u64, #[query(minimum = 1)] depth: Option<u32>) -> Result<City, CityError> {
    match id {
        1 => Ok(City {
            name: format!("Andorra la Vella {}", depth.unwrap_or(1)),
        }),
        id => Err(CityError::Unknown { id }),
    }
}

/// Where paths begin in a module.
pub mod inner {
    use super::{City, Filter, Json, Query};

    /// Adds cities.
    #[web::post("/cities")]
    pub async fn add(Query(filter): Query<Filter>, Json(city): Json<City>) -> Vec<City> {
        let prefix = filter.prefix.unwrap_or_default();
        let fits = city.name.starts_with(&prefix);
        fits.then_some(city).into_iter().collect()
    }
}

/// The app.
#[must_use]
pub fn app() -> App {
    /// Inside a function.
    #[post("/nothing", status = 204)]
    async fn nothing() {}

    App::new("Cities", "1.0.0").routes(routes![city, inner::add, nothing])
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_builds_and_documents_every_endpoint() {
        let service = super::app().build().unwrap();
        let paths = service.document()["paths"].as_object().unwrap();
        let paths: Vec<&String> = paths.keys().collect();
        assert_eq!(paths, ["/cities/{id}", "/cities", "/nothing"]);
    }
}
