//! Changed cursors, as requests bring them.

use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use folio::{
    App, CursorKeys, PageOptions, Sort, State, get,
    pages::{Edge, Sorted},
    routes,
    test::{Client, churn::Random},
};
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use serde_json::Value;

use crate::app::{Row, Table};

/// Rows in the order that is asked for, of one name.
#[get("/rows", paginate, page(size = 3))]
async fn list(
    sort: Sort<Row>,
    #[query] name: Option<String>,
    #[query] open: Vec<bool>,
    table: State<Table>,
) -> Sorted<Row> {
    let fits = |row: &&Row| name.as_ref().is_none_or(|name| row.name == *name);
    let fits = |row: &&Row| fits(row) && (open.is_empty() || open.contains(&row.open));
    let rows: Vec<Row> = table.get().iter().filter(fits).cloned().collect();
    Sorted::new(rows, sort)
}

/// The same elsewhere.
#[get("/{place}/rows", paginate, page(size = 3))]
async fn elsewhere(place: String, sort: Sort<Row>, table: State<Table>) -> Sorted<Row> {
    let _ = place;
    Sorted::new(table.get(), sort)
}

fn keys(byte: u8) -> CursorKeys {
    CursorKeys::new([byte; 32]).expect("long enough")
}

fn client(options: PageOptions) -> Client {
    let style = folio::PageStyle::envelope().only_by(folio::pages::Mode::Cursor);
    let table = Table::default();
    let row = |id| Row {
        id,
        name: ["a", "b"][usize::try_from(id % 2).expect("small")].to_owned(),
        year: None,
        rating: None,
        open: true,
    };
    table.set(&(0..20).map(row).collect::<Vec<_>>());
    let app = App::new("Cursors", "1.0.0").state(table);
    Client::new(
        app.pages(options.style(style))
            .routes(routes![list, elsewhere]),
    )
}

async fn token(client: &Client, target: &str) -> String {
    let page: Value = client.get(target).await.json();
    page["next_cursor"]
        .as_str()
        .expect("a next page")
        .to_owned()
}

/// What is answered to a cursor: the kind of its problem, or nothing.
async fn fault(client: &Client, target: &str) -> Option<String> {
    let answer = client.get(target).await;
    if answer.status() == 200 {
        return None;
    }
    assert_eq!(answer.status(), 400, "{target}: {}", answer.text());
    let problem: Value = answer.json();
    Some(problem["detail"].as_str().expect("a detail").to_owned())
}

const UNKNOWN: &str =
    "This cursor was not given out here: take it as it stands in an answer, or begin without one.";

#[tokio::test]
async fn a_changed_cursor_has_one_problem() {
    let client = client(PageOptions::new().cursor_keys(keys(1)));
    let genuine = [
        token(&client, "/rows").await,
        token(&client, "/rows?sort=-name").await,
        token(&client, "/x/rows").await,
    ];
    let same = client.get("/rows?cursor=x").await;
    let same = same.text().to_owned();
    assert!(same.contains(UNKNOWN), "{same}");
    let mut random = Random::new(11);
    let mut refused = 0;
    while refused < 4_000 {
        let mut bytes = genuine[random.below(3)].clone().into_bytes();
        for _ in 0..=random.below(3) {
            let at = random.below(bytes.len());
            match random.below(4) {
                0 => bytes[at] = random.next().to_le_bytes()[0],
                1 => bytes.insert(at, random.next().to_le_bytes()[0]),
                2 if bytes.len() > 1 => drop(bytes.remove(at)),
                _ => bytes.truncate(at.max(1)),
            }
        }
        if genuine.iter().any(|token| token.as_bytes() == bytes)
            || std::str::from_utf8(&bytes).is_err()
        {
            continue;
        }
        let text = percent_encode(&bytes, NON_ALPHANUMERIC).to_string();
        let answer = client.get(&format!("/rows?cursor={text}")).await;
        assert_eq!(answer.status(), 400, "{text}");
        assert_eq!(answer.text(), same, "{text}");
        refused += 1;
    }
}

#[tokio::test]
async fn a_genuine_cursor_is_told_what_it_belongs_to() {
    let client = client(PageOptions::new().cursor_keys(keys(1)));
    let next = token(&client, "/rows?name=a&open=true").await;
    let there = |query: &str| format!("{query}&cursor={next}");
    for (target, expected) in [
        ("/rows?name=a&open=true", None),
        ("/rows?open=true&name=a&limit=7&unknown=1", None),
        ("/rows?open=true&name=%61&sort=id", None),
        ("/rows?name=b&open=true", Some("other filters")),
        ("/rows?name=a", Some("other filters")),
        ("/rows?name=a&open=true&open=true", Some("other filters")),
        ("/rows?name=a&open=true&sort=-id", Some("another order")),
        ("/rows?name=a&open=true&sort=name", Some("another order")),
        ("/x/rows?name=a&open=true", Some("another list")),
    ] {
        let fault = fault(&client, &there(target)).await;
        match expected {
            None => assert_eq!(fault, None, "{target}"),
            Some(words) => assert!(
                fault.as_ref().is_some_and(|f| f.contains(words)),
                "{target}: {fault:?}"
            ),
        }
    }
    let place = token(&client, "/x/rows").await;
    assert_eq!(
        fault(&client, &format!("/x/rows?cursor={place}")).await,
        None
    );
    let other = fault(&client, &format!("/y/rows?cursor={place}")).await;
    assert!(other.expect("refused").contains("another list"));
}

#[tokio::test]
async fn keys_are_rotated() {
    let old = client(PageOptions::new().cursor_keys(keys(1)));
    let both = keys(2).rotated([[1; 32]]).expect("long enough");
    let both = client(PageOptions::new().cursor_keys(both));
    let new = client(PageOptions::new().cursor_keys(keys(2)));
    let (first, second) = (token(&old, "/rows").await, token(&both, "/rows").await);
    for (client, token, taken) in [
        (&old, &first, true),
        (&both, &first, true),
        (&new, &first, false),
        (&old, &second, false),
        (&both, &second, true),
        (&new, &second, true),
    ] {
        let fault = fault(client, &format!("/rows?cursor={token}")).await;
        assert_eq!(fault, (!taken).then(|| UNKNOWN.to_owned()));
    }
}

#[tokio::test]
async fn a_cursor_ends_with_its_lifetime() {
    let options = || PageOptions::new().cursor_keys(keys(1));
    let ended = client(options().cursor_lifetime(Duration::ZERO));
    let next = token(&ended, "/rows").await;
    let expired = fault(&ended, &format!("/rows?cursor={next}")).await;
    assert_eq!(
        expired.as_deref(),
        Some("This cursor has expired: begin without one.")
    );
    let lasting = client(options().cursor_lifetime(Duration::from_hours(1)));
    let next = token(&lasting, "/rows").await;
    assert_eq!(fault(&lasting, &format!("/rows?cursor={next}")).await, None);
}

#[tokio::test]
async fn a_cursor_is_its_subjects() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let client = client(
        PageOptions::new()
            .cursor_keys(keys(1))
            .cursor_subject(move |parts| {
                count.fetch_add(1, Ordering::Relaxed);
                let user = parts.headers.get("x-user")?;
                Some(user.to_str().ok()?.to_owned())
            }),
    );
    let page: Value = client.get("/rows").header("x-user", "ada").await.json();
    let next = format!(
        "/rows?cursor={}",
        page["next_cursor"].as_str().expect("a token")
    );
    assert_eq!(
        client.get(&next).header("x-user", "ada").await.status(),
        200
    );
    for other in [Some("bob"), None] {
        let mut call = client.get(&next);
        if let Some(user) = other {
            call = call.header("x-user", user);
        }
        let answer = call.await;
        assert_eq!(answer.status(), 400);
        assert!(answer.text().contains("somebody else"), "{}", answer.text());
    }
    assert!(asked.load(Ordering::Relaxed) > 0);
}

/// A page that is made once and given to everybody.
#[get("/kept", page(size = 3))]
async fn kept(at: folio::Cursor<i64>, kept: State<OnceLock<folio::Page<i64>>>) -> folio::Page<i64> {
    let page = || folio::Page::probed(at.clone(), vec![1, 2, 3, 4]).keyed(|number| *number);
    if let Edge::After(_) = at.edge() {
        kept.get_or_init(page).clone()
    } else {
        page()
    }
}

/// Cursors are of whoever gets them, whoever the page was made for.
#[tokio::test]
async fn a_page_that_is_kept_has_cursors_of_whoever_asks() {
    let options = PageOptions::new()
        .cursor_keys(keys(1))
        .cursor_subject(|parts| {
            let user = parts.headers.get("x-user")?;
            Some(user.to_str().ok()?.to_owned())
        });
    let app = App::new("Kept", "1")
        .pages(options)
        .state(OnceLock::<folio::Page<i64>>::new());
    let client = Client::new(app.routes(routes![kept]));
    for user in ["ada", "bob"] {
        let mut target = "/kept".to_owned();
        for _ in 0..3 {
            let answer = client.get(&target).header("x-user", user).await;
            assert_eq!(answer.status(), 200, "{user}: {}", answer.text());
            let page: Value = answer.json();
            let next = page["next_cursor"].as_str().expect("a token");
            target = format!("/kept?cursor={next}");
        }
    }
}
