//! Reading all rows in batches, and going on after an interruption.

use std::collections::BTreeSet;

use folio::{
    Sort,
    pages::{Edge, Keys, sql::Rows},
};
use sqlx::{FromRow, Pool};

use crate::{
    books::{Book, book, books, insert, shelf},
    harness::{Database, on_both},
};

on_both!(every_row_once, resumed_while_rows_change, nothing_to_read);

macro_rules! walk {
    ($database:expr, $from:expr, $batch:expr, |$walk:ident| $run:expr) => {
        match $database {
            Database::Sqlite { pool, .. } => {
                let mut $walk = rows(pool).walk($from, $batch);
                $run
            }
            Database::Postgres { pool, .. } => {
                let mut $walk = rows(pool).walk($from, $batch);
                $run
            }
        }
    };
}

fn rows<DB: folio::pages::sql::Engine>(pool: &Pool<DB>) -> Rows<DB, Book>
where
    for<'r> Book: FromRow<'r, DB::Row>,
{
    Rows::new(pool, Sort::default(), |sql| {
        sql.push("SELECT * FROM books");
    })
}

async fn every_row_once(database: &Database) {
    drop(books(database, &shelf(23)).await);
    for size in [1, 4, 23, 100] {
        let mut seen = Vec::new();
        walk!(database, Edge::Start, size, |walk| {
            while let Some(batch) = walk.batch().await.expect("a batch") {
                assert!(batch.len() as u64 <= size, "{}", batch.len());
                seen.extend(batch.iter().map(|book| book.id));
            }
            assert!(walk.batch().await.expect("nothing").is_none());
        });
        assert_eq!(seen, (1..=23).rev().collect::<Vec<_>>(), "{size}");
    }
}

/// Each batch is read by a walk of its own, from where the one before ended.
async fn resumed_while_rows_change(database: &Database) {
    drop(books(database, &shelf(23)).await);
    let (mut seen, mut checkpoint): (Vec<i64>, Option<Keys>) = (Vec::new(), None);
    for turn in 0.. {
        let from = checkpoint.clone().map_or(Edge::Start, Edge::After);
        let batch = walk!(database, from, 4, |walk| {
            let batch = walk.batch().await.expect("a batch");
            checkpoint = walk.checkpoint().cloned().or(checkpoint);
            batch
        });
        let Some(batch) = batch else { break };
        seen.extend(batch.iter().map(|book| book.id));
        // The row that was read last goes; others come in front of it and, one, behind all.
        let last = seen.last().expect("a row");
        database
            .run(&format!("DELETE FROM books WHERE id = {last}"))
            .await;
        insert(database, &[book(100 + turn, "Zadig", 2999, None)]).await;
        if turn == 0 {
            insert(database, &[book(99, "Aeneid", 1, None)]).await;
        }
    }
    let expected: Vec<i64> = (1..=23).rev().chain([99]).collect();
    assert_eq!(seen, expected);
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len());
}

async fn nothing_to_read(database: &Database) {
    drop(books(database, &[]).await);
    walk!(database, Edge::Start, 4, |walk| {
        assert!(walk.batch().await.expect("no rows").is_none());
        assert!(walk.checkpoint().is_none());
    });
}
