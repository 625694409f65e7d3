//! Tests of the store.

use folio::Sort;
use folio::pages::{Offset, PageSource, Position};
use sqlx::AssertSqlSafe;

use super::{Filter, Store, StoreError, each};
use crate::city::{City, CityPatch, NewCity};
use crate::tests::engines::{Place, engines};

engines! {
    reading: [
        imported_cities_are_within_the_bounds_of_new_ones,
        the_largest_come_first,
        filters,
        pages_past_the_end_are_empty,
        unstorable_numbers_are_not_found,
        countries_have_lists_and_cities,
    ],
    writing: [
        inserts_replaces_and_deletes,
        updates_lose_no_concurrent_change,
        a_change_that_is_refused_leaves_the_city_as_it_was,
        refuses_duplicates,
    ],
}

/// A part of the cities that match.
async fn list(store: &Store, filter: Filter, offset: u64, limit: u64) -> Vec<City> {
    let cities = store.cities(filter, Sort::default());
    let at = Position::Offset(Offset::new(offset, limit));
    let page = cities.page(at).await.unwrap();
    page.iter().cloned().collect()
}

fn atlantis() -> NewCity {
    NewCity {
        name: "Ἀτλαντίς".to_owned(),
        ascii_name: "Atlantis".to_owned(),
        latitude: 31.25,
        longitude: -24.5,
        feature_code: "PPLH".to_owned(),
        country: "PT".to_owned(),
        admin1: String::new(),
        population: 0,
        elevation: Some(-400),
        timezone: "Atlantic/Azores".to_owned(),
        modified: jiff::civil::date(2026, 2, 28),
    }
}

/// Replaces a city, whatever it is now.
async fn replace(store: &Store, id: u64, city: &NewCity) -> Result<Option<City>, StoreError> {
    let city = city.clone();
    store.update(id, |_| Ok(city)).await
}

/// Removes a city, whatever it is now.
async fn delete(store: &Store, id: u64) -> Result<bool, StoreError> {
    store.delete(id, |_| Ok(())).await
}

/// So a patch within the bounds of its members makes a city within them, too.
async fn imported_cities_are_within_the_bounds_of_new_ones(place: &Place) {
    let store = place.store().await;
    let beyond = "SELECT count(*) FROM cities
        WHERE length(name) NOT BETWEEN 1 AND 200
            OR length(ascii_name) > 200
            OR latitude NOT BETWEEN -90 AND 90
            OR longitude NOT BETWEEN -180 AND 180
            OR length(feature_code) NOT BETWEEN 1 AND 10
            OR country NOT IN (SELECT iso FROM countries)
            OR length(admin1) > 20
            OR population NOT BETWEEN 0 AND 100000000
            OR elevation NOT BETWEEN -500 AND 9000
            OR length(timezone) NOT BETWEEN 1 AND 40
            OR CAST(modified AS text) NOT LIKE '____-__-__'";
    let count: i64 = each!(store, |pool, sql| {
        sqlx::query_scalar(beyond).fetch_one(pool).await.unwrap()
    });
    assert_eq!(count, 0);
}

async fn the_largest_come_first(place: &Place) {
    let store = place.store().await;
    let first = list(&store, Filter::default(), 0, 3).await;
    let names: Vec<_> = first.iter().map(|city| city.name.as_str()).collect();
    assert_eq!(names, ["Shanghai", "Istanbul", "Buenos Aires"]);
    assert_eq!(store.largest(3).await.unwrap(), first);
    // The last 12,788 have no population and are ordered by identifier alone.
    let last = list(&store, Filter::default(), 135_200, 100).await;
    assert_eq!(last.len(), 33);
    assert!(last.is_sorted_by_key(|city| city.id));
}

async fn filters(place: &Place) {
    let store = place.store().await;
    let filter = Filter {
        country: Some("CH".to_owned()),
        min_population: 150_000,
    };
    let cities = list(&store, filter, 0, 10).await;
    let names: Vec<_> = cities.iter().map(|city| city.name.as_str()).collect();
    assert_eq!(names, ["Zürich", "Genève", "Basel"]);
    let filter = Filter {
        country: Some("CH' OR '1' = '1".to_owned()),
        min_population: u64::MAX,
    };
    assert_eq!(list(&store, filter, 0, 10).await, []);
}

async fn pages_past_the_end_are_empty(place: &Place) {
    let store = place.store().await;
    for (offset, limit) in [
        (u64::MAX, u64::MAX),
        (u64::MAX, 1),
        (1 << 63, 2),
        ((1 << 63) - 1, u64::MAX),
        (135_233, 1),
    ] {
        let cities = list(&store, Filter::default(), offset, limit).await;
        assert_eq!(cities, [], "{offset}");
    }
}

async fn inserts_replaces_and_deletes(place: &Place) {
    let store = place.store().await;
    let mut city = atlantis();
    let inserted = store.insert(city.clone()).await.unwrap();
    assert_eq!(inserted, city.clone().with_id(inserted.id));
    assert_eq!(
        store.city(inserted.id).await.unwrap(),
        Some(inserted.clone())
    );

    city.population = 7;
    city.elevation = None;
    let replaced = replace(&store, inserted.id, &city).await.unwrap();
    assert_eq!(replaced, Some(city.clone().with_id(inserted.id)));
    assert_eq!(store.city(inserted.id).await.unwrap(), replaced);

    let refused = store.delete(inserted.id, |_| Err(StoreError::Duplicate));
    assert!(refused.await.is_err());
    assert!(delete(&store, inserted.id).await.unwrap());
    assert!(!delete(&store, inserted.id).await.unwrap());
    assert_eq!(store.city(inserted.id).await.unwrap(), None);
    assert_eq!(replace(&store, inserted.id, &city).await.unwrap(), None);
    assert!(store.insert(city.clone()).await.unwrap().id > inserted.id);
}

async fn updates_lose_no_concurrent_change(place: &Place) {
    let store = place.store().await;
    let id = store.insert(atlantis()).await.unwrap().id;
    let grow = || {
        store.update(id, |city| {
            let patch = CityPatch {
                population: Some(city.population + 1),
                ..CityPatch::default()
            };
            Ok::<NewCity, StoreError>(patch.merged_into(city))
        })
    };
    for _ in 0..20 {
        let (a, b, c) = tokio::join!(grow(), grow(), grow());
        assert!([a, b, c].iter().all(Result::is_ok));
    }
    let mut city = atlantis();
    city.population = 60;
    assert_eq!(store.city(id).await.unwrap(), Some(city.with_id(id)));
    assert_eq!(replace(&store, 0, &atlantis()).await.unwrap(), None);
}

async fn a_change_that_is_refused_leaves_the_city_as_it_was(place: &Place) {
    let store = place.store().await;
    let city = store.insert(atlantis()).await.unwrap();
    let refused = store.update(city.id, |_| Err(StoreError::Duplicate));
    assert!(refused.await.is_err());
    assert_eq!(store.city(city.id).await.unwrap(), Some(city));
    // And nobody waits for its transaction.
    store.insert(atlantis()).await.unwrap_err();
}

async fn refuses_duplicates(place: &Place) {
    let store = place.store().await;
    let city = atlantis();
    let (one, two) = tokio::join!(store.insert(city.clone()), store.insert(city.clone()));
    let duplicates = [&one, &two].map(|result| matches!(result, Err(StoreError::Duplicate)));
    assert_eq!(duplicates.iter().filter(|duplicate| **duplicate).count(), 1);
    let shanghai = store.largest(1).await.unwrap().remove(0);
    let failure = replace(&store, shanghai.id, &city).await.unwrap_err();
    assert!(matches!(failure, StoreError::Duplicate));
}

async fn unstorable_numbers_are_not_found(place: &Place) {
    let store = place.store().await;
    assert_eq!(store.city(u64::MAX).await.unwrap(), None);
    assert_eq!(replace(&store, u64::MAX, &atlantis()).await.unwrap(), None);
    assert!(!delete(&store, u64::MAX).await.unwrap());
}

async fn countries_have_lists_and_cities(place: &Place) {
    let store = place.store().await;
    let austria = store.country("AT").await.unwrap().unwrap();
    assert_eq!(austria.capital.as_deref(), Some("Vienna"));
    assert_eq!(austria.languages, ["de-AT", "hr", "hu", "sl"]);
    assert_eq!(austria.neighbours.len(), 8);
    let filter = Filter {
        country: Some("AT".to_owned()),
        min_population: 0,
    };
    let cities = list(&store, filter, 0, 10_000).await.len();
    assert_eq!(cities as u64, austria.cities);
    let antarctica = store.country("AQ").await.unwrap().unwrap();
    assert_eq!(antarctica.capital, None);
    assert!(antarctica.languages.is_empty());
    assert_eq!(store.country("at").await.unwrap(), None);
    assert!(store.has_country("AT").await.unwrap());
    assert!(!store.has_country("at").await.unwrap());
}

#[tokio::test]
async fn an_order_without_an_index_is_told() {
    let place = Place::file().await;
    let store = place.store().await;
    let mut missing: Vec<String> = Vec::new();
    for (index, order) in [
        ("cities_by_elevation", "elevation,id"),
        ("cities_by_population_and_name", "-population,name,id"),
        ("cities_by_country_and_population", "country,-population,id"),
    ] {
        each!(store, |pool, sql| {
            let dropped = sqlx::query(AssertSqlSafe(format!("DROP INDEX {index}")));
            dropped.execute(pool).await.unwrap();
        });
        missing.push(order.to_owned());
        // A connection that was there before learns of it only when it reads.
        let unindexed = place.store().await.unindexed().await.unwrap();
        let orders: Vec<String> = unindexed.into_iter().map(|order| order.order).collect();
        assert_eq!(orders, missing);
    }
}
