//! Entity tags of pages: they name what the headers say too.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use folio::{
    App, Page, PageNumber, State, get,
    pages::{PageOptions, PageStyle, Total},
    routes,
    test::{Answer, Client},
};
use http::StatusCode;

/// The first two of so many items.
#[get("/hashed", etag = strong)]
async fn hashed(at: PageNumber, total: State<Arc<AtomicU64>>) -> Page<u64> {
    let total = total.load(Ordering::SeqCst);
    Page::of(at, vec![1, 2]).total(Total::Exact(total))
}

/// The same, tagged weakly.
#[get("/weak", etag = weak)]
async fn weak(at: PageNumber, total: State<Arc<AtomicU64>>) -> Page<u64> {
    let total = total.load(Ordering::SeqCst);
    Page::of(at, vec![1, 2]).total(Total::Exact(total))
}

/// The items alone.
#[get("/items", etag = strong)]
async fn items() -> Vec<u64> {
    vec![1, 2]
}

fn client(style: PageStyle) -> (Client, Arc<AtomicU64>) {
    let total = Arc::new(AtomicU64::new(20));
    let app = App::new("Tags", "1")
        .state(Arc::clone(&total))
        .pages(PageOptions::new().style(style).size(2))
        .routes(routes![hashed, weak, items]);
    (Client::new(app), total)
}

fn tag(answer: &Answer) -> String {
    answer.header("etag").expect("a tag").to_owned()
}

#[tokio::test]
async fn a_list_whose_total_changes_is_another_page() {
    for (style, header) in [
        (PageStyle::smorest(), "x-pagination"),
        (PageStyle::link(), "link"),
    ] {
        for path in ["/hashed", "/weak"] {
            let (client, total) = client(style.clone());
            let first = client.get(path).await;
            assert_eq!(first.text(), "[1,2]");
            let again = client.get(path).header("if-none-match", tag(&first)).await;
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
            assert_eq!(again.header(header), first.header(header));
            assert!(again.header(header).is_some(), "{header}");

            total.store(21, Ordering::SeqCst);
            let later = client.get(path).header("if-none-match", tag(&first)).await;
            assert_eq!((later.status(), later.text()), (StatusCode::OK, "[1,2]"));
            assert_ne!(tag(&later), tag(&first));
            let stale = client.get(path).header("if-match", tag(&first)).await;
            assert_eq!(stale.status(), StatusCode::PRECONDITION_FAILED);

            total.store(20, Ordering::SeqCst);
            assert_eq!(tag(&client.get(path).await), tag(&first));
        }
    }
}

/// Pages of one list have tags of their own, also where their items are equal.
#[tokio::test]
async fn two_pages_of_equal_items_have_two_tags() {
    let (client, _) = client(PageStyle::smorest());
    let [one, two] = ["/hashed?page=1", "/hashed?page=2"].map(|target| client.get(target));
    let (one, two) = (one.await, two.await);
    assert_eq!(one.text(), two.text());
    assert_ne!(tag(&one), tag(&two));
}

/// A style that says nothing in headers has the tag of the body, as every other answer.
#[tokio::test]
async fn a_page_without_headers_has_the_tag_of_its_body() {
    let (client, _) = client(PageStyle::smorest().without_header("x-pagination"));
    let body = folio::ETag::of("[1,2]").to_string();
    assert_eq!(tag(&client.get("/items").await), body);
    assert_eq!(tag(&client.get("/hashed").await), body);
}
