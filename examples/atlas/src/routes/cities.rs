//! Listing, reading, adding, changing and removing cities.

use folio::{Json, Response, Router, State, delete, get, patch, post, put, routes};

use crate::city::{City, CityPatch, NewCity};
use crate::error::{ChangeError, CityError, Unavailable, WriteError};
use crate::page::Page;
use crate::store::{Filter, Store};

/// The endpoints of this file.
pub(crate) fn router() -> Router {
    Router::new("/cities").tag("cities").routes(routes![
        list_cities,
        city,
        add_city,
        replace_city,
        change_city,
        remove_city,
    ])
}

/// Lists cities, page by page.
///
/// The most populous come first; cities of the same population are ordered by their ids. A page past
/// the end is empty.
#[get("/")]
async fn list_cities(
    /// Which page, from 1.
    #[query(default = 1, minimum = 1)]
    page: u64,
    /// How many cities a page has at most.
    #[query(default = 20, minimum = 1, maximum = 200)]
    page_size: u64,
    /// Only cities of the country with this ISO 3166-1 alpha-2 code.
    #[query(pattern = "^[A-Z]{2}$")]
    country: Option<String>,
    /// Only cities with at least this many inhabitants.
    #[query(default = 0)]
    min_population: u64,
    store: State<Store>,
) -> Result<Page<City>, Unavailable> {
    let filter = Filter {
        country,
        min_population: Some(min_population),
    };
    let (cities, total) = store.cities(&filter, page, page_size).await?;
    Ok(Page::new(cities, page, page_size, total))
}

/// Gives one city.
#[get("/{id}")]
async fn city(
    /// Identifier of the city.
    id: u64,
    store: State<Store>,
) -> Result<City, CityError> {
    store.city(id).await?.ok_or(CityError::Unknown { id })
}

/// Adds a city.
///
/// It gets an id that no other city has or ever had.
#[post("/", header("location", description = "Path of the new city."))]
async fn add_city(
    Json(city): Json<NewCity>,
    store: State<Store>,
) -> Result<Response<City>, WriteError> {
    check_country(&store, &city.country).await?;
    let city = store.insert(&city).await?;
    let path = format!("/cities/{}", city.id);
    Ok(Response::new(city).location(path))
}

/// Replaces a city, except for its id.
#[put("/{id}")]
async fn replace_city(
    /// Identifier of the city.
    id: u64,
    Json(city): Json<NewCity>,
    store: State<Store>,
) -> Result<City, ChangeError> {
    check_country(&store, &city.country).await?;
    let replaced = store.replace(id, &city).await?;
    replaced.ok_or(ChangeError::unknown(id))
}

/// Changes some members of a city.
///
/// The body is a JSON merge patch ([RFC 7396](https://www.rfc-editor.org/rfc/rfc7396)): members that
/// are left out stay as they are, null removes the elevation. Nothing else can be removed, and the id
/// can't be changed.
#[patch("/{id}", consumes = ["application/merge-patch+json", "application/json"])]
async fn change_city(
    /// Identifier of the city.
    id: u64,
    Json(patch): Json<CityPatch>,
    store: State<Store>,
) -> Result<City, ChangeError> {
    if let Some(country) = &patch.country {
        check_country(&store, country).await?;
    }
    let changed = store.update(id, |city| patch.merged_into(city)).await?;
    changed.ok_or(ChangeError::unknown(id))
}

/// Removes a city.
///
/// Its id is never given to another one.
#[delete("/{id}")]
async fn remove_city(
    /// Identifier of the city.
    id: u64,
    store: State<Store>,
) -> Result<(), CityError> {
    if store.delete(id).await? {
        Ok(())
    } else {
        Err(CityError::Unknown { id })
    }
}

/// A city is in a country of the atlas.
async fn check_country(store: &Store, iso: &str) -> Result<(), WriteError> {
    if store.has_country(iso).await? {
        Ok(())
    } else {
        Err(WriteError::no_such_country())
    }
}
