//! Tests of the store.

use sqlx::Row;

use super::{Filter, PAGE, PAGE_IN, Store, StoreError, offset};
use crate::city::{City, CityPatch, NewCity};
use crate::import::tests::{Directory, imported};

/// A store of the test's own. The directory goes when the test ends.
async fn store() -> (Directory, Store) {
    let directory = Directory::new();
    imported(&directory.database()).await;
    let store = Store::open(&directory.database()).await.unwrap();
    (directory, store)
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
    store.update(id, |_| Ok(city.clone())).await
}

/// Removes a city, whatever it is now.
async fn delete(store: &Store, id: u64) -> Result<bool, StoreError> {
    store.delete(id, |_| Ok(())).await
}

/// So a patch within the bounds of its members makes a city within them, too.
#[tokio::test]
async fn imported_cities_are_within_the_bounds_of_new_ones() {
    let (_directory, store) = store().await;
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
            OR modified NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'";
    let query = sqlx::query_scalar(beyond);
    let count: u64 = query.fetch_one(&store.pool).await.unwrap();
    assert_eq!(count, 0);
}

#[tokio::test]
async fn pages_in_order() {
    let (_directory, store) = store().await;
    let all = Filter::default();
    let (first, total) = store.cities(&all, 1, 3).await.unwrap();
    let names: Vec<_> = first.iter().map(|city| city.name.as_str()).collect();
    assert_eq!(names, ["Shanghai", "Istanbul", "Buenos Aires"]);
    assert_eq!(store.largest(3).await.unwrap(), first);
    // The last 12,788 have no population and are ordered by identifier alone.
    let (last, _) = store.cities(&all, total.div_ceil(100), 100).await.unwrap();
    assert_eq!(last.len(), 33);
    assert!(last.is_sorted_by_key(|city| city.id));
}

#[tokio::test]
async fn filters() {
    let (_directory, store) = store().await;
    let filter = Filter {
        country: Some("CH".to_owned()),
        min_population: Some(150_000),
    };
    let (cities, total) = store.cities(&filter, 1, 10).await.unwrap();
    let names: Vec<_> = cities.iter().map(|city| city.name.as_str()).collect();
    assert_eq!(names, ["Zürich", "Genève", "Basel"]);
    assert_eq!(total, 3);
    let filter = Filter {
        country: Some("CH' OR '1' = '1".to_owned()),
        min_population: Some(u64::MAX),
    };
    assert_eq!(store.cities(&filter, 1, 10).await.unwrap(), (vec![], 0));
}

#[tokio::test]
async fn listing_needs_no_sorting() {
    let (_directory, store) = store().await;
    for (sql, index) in [
        (PAGE, "cities_by_population"),
        (PAGE_IN, "cities_by_country"),
    ] {
        let plan = sqlx::query(sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")));
        let steps = plan.fetch_all(&store.pool).await.unwrap();
        assert_eq!(steps.len(), 1);
        assert!(steps[0].get::<&str, _>("detail").contains(index));
    }
}

#[tokio::test]
async fn pages_past_the_end_are_empty() {
    let (_directory, store) = store().await;
    for (page, page_size) in [
        (u64::MAX, u64::MAX),
        (u64::MAX, 1),
        (2, u64::MAX),
        (1353, 100_000),
    ] {
        let (cities, total) = store
            .cities(&Filter::default(), page, page_size)
            .await
            .unwrap();
        assert_eq!((cities.len(), total), (0, 135_233));
    }
    assert_eq!(offset(0, 10), Some(0));
    assert_eq!(offset(3, 10), Some(20));
    assert_eq!(offset(u64::MAX, 2), None);
    assert_eq!(offset(u64::MAX, 1), None);
}

#[tokio::test]
async fn inserts_replaces_and_deletes() {
    let (_directory, store) = store().await;
    let mut city = atlantis();
    let inserted = store.insert(&city).await.unwrap();
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
    assert!(store.insert(&city).await.unwrap().id > inserted.id);
}

#[tokio::test]
async fn updates_lose_no_concurrent_change() {
    let (_directory, store) = store().await;
    let id = store.insert(&atlantis()).await.unwrap().id;
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

#[tokio::test]
async fn a_change_that_is_refused_leaves_the_city_as_it_was() {
    let (_directory, store) = store().await;
    let city = store.insert(&atlantis()).await.unwrap();
    let refused = store.update(city.id, |_| Err(StoreError::Duplicate));
    assert!(refused.await.is_err());
    assert_eq!(store.city(city.id).await.unwrap(), Some(city));
    // And nobody waits for its transaction.
    store.insert(&atlantis()).await.unwrap_err();
}

#[tokio::test]
async fn refuses_duplicates() {
    let (_directory, store) = store().await;
    let city = atlantis();
    let (one, two) = tokio::join!(store.insert(&city), store.insert(&city));
    let duplicates = [&one, &two].map(|result| matches!(result, Err(StoreError::Duplicate)));
    assert_eq!(duplicates.iter().filter(|duplicate| **duplicate).count(), 1);
    let shanghai = store.largest(1).await.unwrap().remove(0);
    let failure = replace(&store, shanghai.id, &city).await.unwrap_err();
    assert!(matches!(failure, StoreError::Duplicate));
}

#[tokio::test]
async fn unstorable_numbers_are_not_found() {
    let (_directory, store) = store().await;
    assert_eq!(store.city(u64::MAX).await.unwrap(), None);
    assert_eq!(replace(&store, u64::MAX, &atlantis()).await.unwrap(), None);
    assert!(!delete(&store, u64::MAX).await.unwrap());
}

#[tokio::test]
async fn countries_have_lists_and_cities() {
    let (_directory, store) = store().await;
    let austria = store.country("AT").await.unwrap().unwrap();
    assert_eq!(austria.capital.as_deref(), Some("Vienna"));
    assert_eq!(austria.languages, ["de-AT", "hr", "hu", "sl"]);
    assert_eq!(austria.neighbours.len(), 8);
    let filter = Filter {
        country: Some("AT".to_owned()),
        min_population: None,
    };
    assert_eq!(store.cities(&filter, 1, 1).await.unwrap().1, austria.cities);
    let antarctica = store.country("AQ").await.unwrap().unwrap();
    assert_eq!(antarctica.capital, None);
    assert!(antarctica.languages.is_empty());
    assert_eq!(store.country("at").await.unwrap(), None);
    assert!(store.has_country("AT").await.unwrap());
    assert!(!store.has_country("at").await.unwrap());
}
