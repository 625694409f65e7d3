//! The list that is paged.

use std::sync::Arc;

use folio::{
    App, CursorKeys, PageOptions, Service, Sort, Sortable, State, get, pages::Sorted, routes,
};
use http::{Request, StatusCode};
use http_body_util::{BodyExt, Empty};
use tower::ServiceExt;

#[derive(serde::Serialize, utoipa::ToSchema, Sortable)]
struct Row {
    #[sort(key)]
    id: u64,
    #[sort]
    name: String,
    #[sort]
    height: Option<f64>,
}

/// Rows, in the order that is asked for.
#[get("/rows", paginate)]
async fn rows(sort: Sort<Row>, #[query] filter: Option<String>, all: State<Arc<[Row]>>) -> Sorted<Row> {
    let _ = filter;
    Sorted::new(Arc::clone(&all), sort)
}

/// An app with one list of a hundred rows.
pub fn service() -> Service {
    let row = |id: u64| Row {
        id,
        name: format!("row {}", id % 7),
        height: (id % 3 > 0).then_some(id as f64 / 4.0),
    };
    let all: Arc<[Row]> = (0..100).map(row).collect();
    let keys = CursorKeys::new([7; 32]).expect("32 bytes are enough");
    let app = App::new("Fuzz", "0.0.0").state(all);
    let app = app.pages(PageOptions::new().cursor_keys(keys)).routes(routes![rows]);
    app.build().expect("it has no faults")
}

/// The status and the body of an answer; nothing for a target that is no URI.
pub fn call(service: &Service, target: &str) -> Option<(StatusCode, Vec<u8>)> {
    let request = Request::get(target).body(Empty::<bytes::Bytes>::new()).ok()?;
    futures_executor::block_on(async {
        let answer = service.clone().oneshot(request).await.ok()?;
        let status = answer.status();
        let body = answer.into_body().collect().await.ok()?.to_bytes();
        Some((status, body.to_vec()))
    })
}
