//! Listing, reading, adding, changing and removing cities.

use folio::pages::{Fact, Mode, PageParameter, Rel};
use folio::{
    Json, PageStyle, Preconditions, Redirect, Response, Router, Sort, State, delete, get, patch,
    post, put, routes,
};

use crate::city::{City, CityPatch, NewCity};
use crate::error::{ChangeError, CityError, RemoveError, WriteError};
use crate::store::{Cities, Filter, Store};

/// The endpoints of this file.
pub(crate) fn router() -> Router {
    let cities = Router::new("/cities").routes(routes![
        list_cities,
        feed,
        city,
        add_city,
        replace_city,
        change_city,
        remove_city,
    ]);
    Router::new("")
        .tag("cities")
        .mount(cities)
        .mount(Router::new("/city").routes(routes![moved_city]))
}

/// How `/cities` asks for pages and shows them: Folio's own way, with fewer members.
fn numbered() -> PageStyle {
    PageStyle::envelope()
        .only_by(Mode::Number)
        .rename("total", "total_items")
        .without("total_kind")
        .without("has_next")
        .without("has_previous")
}

/// Lists cities, page by page.
///
/// The most populous come first unless `sort` says otherwise. A page past the end is empty. As CSV, a page
/// is its cities alone.
#[get(
    "/",
    paginate,
    page(style = numbered(), size = 20, max_size = 200),
    produces = [Json, MessagePack, "text/csv"],
    etag = strong,
    cache_control(public, max_age = 60)
)]
async fn list_cities(
    sort: Sort<City>,
    /// Only cities of the country with this ISO 3166-1 alpha-2 code.
    #[query(pattern = "^[A-Z]{2}$")]
    country: Option<String>,
    /// Only cities with at least this many inhabitants.
    #[query(default = 0)]
    min_population: u64,
    store: State<Store>,
) -> Cities {
    let filter = Filter {
        country,
        min_population,
    };
    store.cities(filter, sort)
}

/// How the feed asks for pages and shows them: a style of our own.
fn by_cursor() -> PageStyle {
    PageStyle::new("Feed")
        .ask(PageParameter::After, "after")
        .ask(PageParameter::Before, "before")
        .ask(PageParameter::CursorSize, "size")
        .member("items", Fact::Items)
        .member("next_cursor", Fact::NextCursor)
        .member("previous_cursor", Fact::PreviousCursor)
        .link_header([Rel::First, Rel::Prev, Rel::Next])
}

/// Goes through cities by cursor.
///
/// However deep it is, a page takes as long as the first one, and cities that come and go meanwhile make
/// no other city be missed or come twice. A cursor is good for the filters and the order it was given
/// under; `Link` has it in links that are ready to be followed.
#[get("/feed", paginate, page(style = by_cursor(), size = 50, max_size = 1000))]
async fn feed(
    sort: Sort<City>,
    /// Only cities of the country with this ISO 3166-1 alpha-2 code.
    #[query(pattern = "^[A-Z]{2}$")]
    country: Option<String>,
    /// Only cities with at least this many inhabitants.
    #[query(default = 0)]
    min_population: u64,
    store: State<Store>,
) -> Cities {
    let filter = Filter {
        country,
        min_population,
    };
    store.cities(filter, sort)
}

/// Gives one city.
///
/// Its entity tag is what a change of it is asked for in `If-Match`. Caches ask whether it is still
/// the current one before they give it away.
#[get("/{id}", etag = version, cache_control(no_cache))]
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
#[post(
    "/",
    etag = version,
    header("location", description = "Path of the new city.")
)]
async fn add_city(
    Json(city): Json<NewCity>,
    store: State<Store>,
) -> Result<Response<City>, WriteError> {
    check_country(&store, &city.country).await?;
    let city = store.insert(city).await?;
    let path = format!("/cities/{}", city.id);
    Ok(Response::new(city).location(path))
}

/// Replaces a city, except for its id.
///
/// It has to be in a state that `If-Match` names. The answer says no new one (RFC 9110 §9.3.4): what is
/// kept is not the body that came, there is the id with it.
#[put("/{id}", preconditions = required)]
async fn replace_city(
    /// Identifier of the city.
    id: u64,
    conditions: Preconditions,
    Json(city): Json<NewCity>,
    store: State<Store>,
) -> Result<City, ChangeError> {
    check_country(&store, &city.country).await?;
    let replaced = store.update::<ChangeError>(id, move |current| {
        conditions.check(Some(&current))?;
        Ok(city)
    });
    replaced.await?.ok_or(ChangeError::unknown(id))
}

/// Changes some members of a city.
///
/// The body is a JSON merge patch ([RFC 7396](https://www.rfc-editor.org/rfc/rfc7396)): members that
/// are left out stay as they are, null removes the elevation. Nothing else can be removed, and the id
/// can't be changed. It has to be in a state that `If-Match` names.
#[patch(
    "/{id}",
    consumes = ["application/merge-patch+json", "application/json"],
    etag = version,
    preconditions = required
)]
async fn change_city(
    /// Identifier of the city.
    id: u64,
    conditions: Preconditions,
    Json(patch): Json<CityPatch>,
    store: State<Store>,
) -> Result<City, ChangeError> {
    if let Some(country) = &patch.country {
        check_country(&store, country).await?;
    }
    let changed = store.update::<ChangeError>(id, move |current| {
        conditions.check(Some(&current))?;
        Ok(patch.merged_into(current))
    });
    changed.await?.ok_or(ChangeError::unknown(id))
}

/// Removes a city.
///
/// It has to be in a state that `If-Match` names. Its id is never given to another one.
#[delete("/{id}", preconditions = required)]
async fn remove_city(
    /// Identifier of the city.
    id: u64,
    conditions: Preconditions,
    store: State<Store>,
) -> Result<(), RemoveError> {
    let removed = store.delete::<RemoveError>(id, move |current| {
        conditions.check(Some(current))?;
        Ok(())
    });
    if removed.await? {
        Ok(())
    } else {
        Err(RemoveError::unknown(id))
    }
}

/// Goes on to where a city is.
#[get("/{id}", status = 301, cache_control(public, max_age = 86_400))]
async fn moved_city(
    /// Identifier of the city.
    id: u64,
) -> Redirect {
    Redirect::to(format!("/cities/{id}"))
}

/// A city is in a country of the atlas.
async fn check_country(store: &Store, iso: &str) -> Result<(), WriteError> {
    if store.has_country(iso).await? {
        Ok(())
    } else {
        Err(WriteError::no_such_country())
    }
}
