//! The same pages over axum, each query written by hand.

use axum::{
    Json, Router,
    extract::{Query, State},
    routing::get,
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use sqlx::{PgPool, SqlitePool};

#[derive(Serialize, sqlx::FromRow)]
struct Item {
    id: i64,
    name: String,
    population: i64,
}

#[derive(Serialize)]
struct Page {
    items: Vec<Item>,
    has_next: bool,
    next: Option<String>,
}

#[derive(Deserialize)]
struct Asked {
    after: Option<String>,
}

/// One row more than the page has, and the key to go on from.
fn page(mut items: Vec<Item>, by_population: bool) -> Json<Page> {
    let has_next = items.len() > 50;
    items.truncate(50);
    let key = |item: &Item| {
        if by_population {
            format!("{},{}", item.population, item.id)
        } else {
            item.id.to_string()
        }
    };
    let next = items.last().filter(|_| has_next).map(key);
    Json(Page {
        items,
        has_next,
        next,
    })
}

fn id(asked: &Asked) -> Result<i64, StatusCode> {
    let after = asked.after.as_deref().map_or(Ok(i64::MIN), str::parse);
    after.map_err(|_| StatusCode::BAD_REQUEST)
}

fn key(asked: &Asked) -> Result<(i64, i64), StatusCode> {
    let Some(after) = &asked.after else {
        return Ok((i64::MAX, i64::MIN));
    };
    let (population, id) = after.split_once(',').ok_or(StatusCode::BAD_REQUEST)?;
    let number = |text: &str| text.parse().map_err(|_| StatusCode::BAD_REQUEST);
    Ok((number(population)?, number(id)?))
}

macro_rules! pages {
    ($name:ident, $pool:ty, $by_id:literal, $by_population:literal) => {
        pub(crate) fn $name(pool: $pool) -> Router {
            async fn by_id(
                State(pool): State<$pool>,
                Query(asked): Query<Asked>,
            ) -> Result<Json<Page>, StatusCode> {
                let items = sqlx::query_as($by_id)
                    .bind(id(&asked)?)
                    .fetch_all(&pool)
                    .await;
                let items = items.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
                Ok(page(items, false))
            }

            async fn by_population(
                State(pool): State<$pool>,
                Query(asked): Query<Asked>,
            ) -> Result<Json<Page>, StatusCode> {
                let (population, id) = key(&asked)?;
                let query = sqlx::query_as($by_population).bind(population).bind(id);
                let items = query.fetch_all(&pool).await;
                let items = items.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
                Ok(page(items, true))
            }

            Router::new()
                .route("/by-hand/id", get(by_id))
                .route("/by-hand/population", get(by_population))
                .with_state(pool)
        }
    };
}

pages!(
    sqlite,
    SqlitePool,
    "SELECT * FROM items WHERE id > ?1 ORDER BY id LIMIT 51",
    "SELECT * FROM items WHERE population <= ?1 AND (population < ?1 OR population = ?1 AND id > ?2) ORDER BY population DESC, id LIMIT 51"
);

pages!(
    postgres,
    PgPool,
    "SELECT * FROM items WHERE id > $1 ORDER BY id LIMIT 51",
    "SELECT * FROM items WHERE population <= $1 AND (population < $1 OR population = $1 AND id > $2) ORDER BY population DESC, id LIMIT 51"
);
