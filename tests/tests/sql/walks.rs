//! Reading all rows in batches, and going on after an interruption.

use std::collections::BTreeSet;

use folio::{
    CursorKeys, Sort,
    pages::{
        InvalidCursor, SortSyntax,
        sql::{Checkpoint, Engine, Rows, Walk},
    },
};
use sqlx::{FromRow, Pool};

use crate::{
    books::{Book, book, books, insert, shelf},
    harness::{Database, on_both},
};

on_both!(
    every_row_once,
    resumed_while_rows_change,
    checkpoints_of_something_else,
    nothing_to_read,
);

macro_rules! walk {
    ($database:expr, $from:expr, $batch:expr, |$walk:ident| $run:expr) => {
        match $database {
            Database::Sqlite { pool, .. } => {
                let mut $walk = begun(rows(pool, Sort::default()), $from, $batch);
                $run
            }
            Database::Postgres { pool, .. } => {
                let mut $walk = begun(rows(pool, Sort::default()), $from, $batch);
                $run
            }
        }
    };
}

/// A walk from where another one ended, which was kept as a text.
fn begun<DB: Engine>(rows: Rows<DB, Book>, from: Option<&str>, batch: u64) -> Walk<DB, Book>
where
    for<'r> Book: FromRow<'r, DB::Row>,
{
    match from {
        None => rows.walk(batch),
        Some(text) => {
            let checkpoint = text.parse().expect("a checkpoint");
            rows.walk_from(&checkpoint, batch).expect("of this order")
        }
    }
}

fn rows<DB: Engine>(pool: &Pool<DB>, sort: Sort<Book>) -> Rows<DB, Book>
where
    for<'r> Book: FromRow<'r, DB::Row>,
{
    Rows::new(pool, sort, |sql| {
        sql.push("SELECT * FROM books");
    })
}

async fn every_row_once(database: &Database) {
    drop(books(database, &shelf(23)).await);
    for size in [1, 4, 23, 100] {
        let mut seen = Vec::new();
        walk!(database, None, size, |walk| {
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
    let (mut seen, mut checkpoint): (Vec<i64>, Option<String>) = (Vec::new(), None);
    for turn in 0.. {
        let batch = walk!(database, checkpoint.as_deref(), 4, |walk| {
            let batch = walk.batch().await.expect("a batch");
            let reached = walk.checkpoint().map(|reached| reached.to_string());
            checkpoint = reached.or(checkpoint);
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

/// Keys of as many columns and of the same kinds are those of another order all the same.
async fn checkpoints_of_something_else(database: &Database) {
    drop(books(database, &shelf(5)).await);
    let checkpoint = walk!(database, None, 2, |walk| {
        walk.batch().await.expect("a batch");
        walk.checkpoint().expect("a batch was read")
    });
    let other = |sort: &str| {
        let sort = Sort::parse(&format!("sort={sort}"), &SortSyntax::default()).expect("an order");
        match database {
            Database::Sqlite { pool, .. } => rows(pool, sort).walk_from(&checkpoint, 2).err(),
            Database::Postgres { pool, .. } => rows(pool, sort).walk_from(&checkpoint, 2).err(),
        }
    };
    assert_eq!(other("-year"), None);
    assert_eq!(other("year"), Some(InvalidCursor::OtherOrder));
    assert_eq!(other("-id"), Some(InvalidCursor::OtherOrder));
    let as_of = match database {
        Database::Sqlite { pool, .. } => {
            let rows = rows(pool, Sort::default()).as_of("id");
            rows.walk_from(&checkpoint, 2).err()
        }
        Database::Postgres { pool, .. } => {
            let rows = rows(pool, Sort::default()).as_of("id");
            rows.walk_from(&checkpoint, 2).err()
        }
    };
    assert_eq!(as_of, Some(InvalidCursor::OtherOrder));

    let json = serde_json::to_string(&checkpoint).expect("a text");
    assert_eq!(json, format!("\"{checkpoint}\""));
    let read: Checkpoint = serde_json::from_str(&json).expect("its own text");
    assert_eq!(read, checkpoint);
    let keys = |byte| CursorKeys::new([byte; 32]).expect("long enough");
    let signed = checkpoint.sign(&keys(7));
    assert_eq!(
        Checkpoint::verify(&signed, &keys(7)),
        Ok(checkpoint.clone())
    );
    for (text, by) in [
        (signed.as_str(), 8),
        (&signed[1..], 7),
        (&checkpoint.to_string(), 7),
        ("", 7),
        ("é", 7),
    ] {
        let refused = Checkpoint::verify(text, &keys(by));
        assert_eq!(refused, Err(InvalidCursor::Unknown), "{text}");
    }
    for text in [signed.as_str(), "", "AQ", "é"] {
        let refused = text.parse::<Checkpoint>();
        assert_eq!(refused, Err(InvalidCursor::Unknown), "{text}");
    }
}

async fn nothing_to_read(database: &Database) {
    drop(books(database, &[]).await);
    walk!(database, None, 4, |walk| {
        assert!(walk.batch().await.expect("no rows").is_none());
        assert!(walk.checkpoint().is_none());
    });
}
