//! Items of a page stay where they are: none is cloned, none is written twice or by a detour.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use folio::{
    App, CursorKeys, Offset, Page, PageOptions, PageStyle, Router, State, get, pages::Items,
    routes, test::Client,
};
use serde::{Serialize, Serializer, ser::SerializeStruct};
use utoipa::ToSchema;

/// How many there are: more than any style shows on a page by default.
const ALL: usize = 250;

/// A record that can't be cloned, and that knows how often it was written.
#[derive(Default, ToSchema)]
struct Record {
    /// Beyond what a `serde_json::Value` holds.
    number: u128,
    #[schema(ignore)]
    written: AtomicUsize,
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.written.fetch_add(1, Ordering::Relaxed);
        let mut members = serializer.serialize_struct("Record", 1)?;
        members.serialize_field("number", &self.number)?;
        members.end()
    }
}

/// A list that `paginate` takes its page of.
#[get("/slice", paginate)]
async fn slice(all: State<Arc<[Record]>>) -> Arc<[Record]> {
    Arc::clone(&all)
}

/// The same, behind another pointer.
#[get("/vec", paginate)]
async fn vec(all: State<Arc<Vec<Record>>>) -> Arc<Vec<Record>> {
    Arc::clone(&all)
}

/// A page that the handler makes.
#[get("/counted")]
async fn counted(at: Offset, all: State<Arc<[Record]>>) -> Page<Record> {
    let items = Items::of_slice(Arc::clone(&all), at.range(all.len()));
    Page::counted(at, items, all.len() as u64)
}

fn styles() -> [(&'static str, PageStyle); 17] {
    [
        ("envelope", PageStyle::envelope()),
        ("litestar_classic", PageStyle::litestar_classic()),
        ("litestar_offset", PageStyle::litestar_offset()),
        ("litestar_cursor", PageStyle::litestar_cursor()),
        ("smorest", PageStyle::smorest()),
        ("skip_limit", PageStyle::skip_limit()),
        ("cursor_limit", PageStyle::cursor_limit()),
        ("json_api_number", PageStyle::json_api_number()),
        ("json_api_offset", PageStyle::json_api_offset()),
        ("json_api_cursor", PageStyle::json_api_cursor()),
        ("fastcrud", PageStyle::fastcrud()),
        ("fastcrud_cursor", PageStyle::fastcrud_cursor()),
        ("link", PageStyle::link()),
        ("relay", PageStyle::relay()),
        ("aip", PageStyle::aip()),
        ("stripe", PageStyle::stripe()),
        ("slack", PageStyle::slack()),
    ]
}

fn records() -> impl Iterator<Item = Record> {
    let numbers = (0..ALL as u128).map(|n| u128::MAX - n);
    numbers.map(|number| Record {
        number,
        ..Record::default()
    })
}

/// How often each was written since it was asked last.
fn writes(records: &[Record]) -> Vec<usize> {
    let written = records.iter().map(|record| &record.written);
    written
        .map(|written| written.swap(0, Ordering::Relaxed))
        .collect()
}

#[tokio::test]
async fn every_style_writes_each_item_of_the_page_once_where_it_lies() {
    let keys = CursorKeys::new([7; 32]).expect("a key of 32 bytes");
    let slice_state: Arc<[Record]> = records().collect();
    let vec_state: Arc<Vec<Record>> = Arc::new(records().collect());
    let mut app = App::new("Records", "1")
        .state(Arc::clone(&slice_state))
        .state(Arc::clone(&vec_state))
        .pages(PageOptions::new().cursor_keys(keys));
    for (name, style) in styles() {
        let router = Router::new(format!("/{name}"))
            .operation_prefix(format!("{name}_"))
            .pages(PageOptions::new().style(style))
            .routes(routes![slice, vec, counted]);
        app = app.mount(router);
    }
    // What the contract is checked by reads numbers of 64 bits.
    let client = Client::new(app).without_contract();
    for (style, _) in styles() {
        for route in ["slice", "vec", "counted"] {
            let answer = client.get(&format!("/{style}/{route}")).await;
            assert_eq!(answer.status(), 200, "{style} {route}: {}", answer.text());
            let written = match route {
                "vec" => writes(&vec_state),
                _ => writes(&slice_state),
            };
            let shown = answer.text().matches("\"number\":").count();
            assert!((1..ALL).contains(&shown), "{style} {route}: {shown} items");
            let expected: Vec<usize> = (0..ALL).map(|at| usize::from(at < shown)).collect();
            assert_eq!(written, expected, "{style} {route}");
            for at in 0..shown {
                let number = format!("{{\"number\":{}}}", u128::MAX - at as u128);
                assert!(answer.text().contains(&number), "{style} {route}: {number}");
            }
        }
    }
}
