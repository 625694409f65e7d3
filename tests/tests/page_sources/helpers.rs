//! Helpers under the names of other frameworks, as they answer and as the document has them.

use folio::{
    App, get,
    pages::{
        CursorData, ListData, PaginatedData, compute_offset, cursor_response, list_response,
        paginated_response,
    },
    routes,
    test::Client,
};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
struct City {
    id: u64,
}

fn cities() -> Vec<City> {
    vec![City { id: 1 }, City { id: 2 }]
}

/// A page, by fastcrud's names.
#[get("/paginated")]
async fn paginated(#[query] page: u64, #[query] size: u64) -> PaginatedData<City> {
    paginated_response(cities(), 5, page, size, "cities")
}

/// A list.
#[get("/list")]
async fn list() -> ListData<City> {
    list_response(cities(), "cities")
}

/// A page by cursor.
#[get("/cursor")]
async fn cursor(#[query] last: bool) -> CursorData<City, u64> {
    cursor_response(cities(), (!last).then_some(2), "cities")
}

/// Numbers under the name of a fact.
#[get("/clash")]
async fn clash() -> PaginatedData<u64> {
    paginated_response(vec![7], 1, 1, 10, "page")
}

fn client() -> Client {
    let app = App::new("Helpers", "1");
    Client::new(app.routes(routes![paginated, list, cursor, clash]))
}

/// `(page - 1) * items_per_page`, as fastcrud has it, where that is a number.
#[test]
fn offsets_are_checked() {
    for (page, size, offset) in [
        (1, 10, Some(0)),
        (2, 10, Some(10)),
        (14, 10, Some(130)),
        (3, 0, Some(0)),
        (0, 10, None),
        (u64::MAX, 1, Some(u64::MAX - 1)),
        (u64::MAX, 2, None),
        (1 << 63, 3, None),
    ] {
        assert_eq!(compute_offset(page, size), offset, "{page} {size}");
    }
}

/// The members of `paginated_response(data, page, items_per_page, multi_response_key)`.
#[tokio::test]
async fn answers_have_fastcruds_members() {
    let client = client();
    let cities = json!([{"id": 1}, {"id": 2}]);
    for (page, has_more) in [(1, true), (2, true), (3, false), (u64::MAX, false)] {
        let answer = client.get(&format!("/paginated?page={page}&size=2")).await;
        let expected = json!({
            "cities": cities, "total_count": 5, "has_more": has_more, "page": page, "items_per_page": 2
        });
        assert_eq!(answer.json::<Value>(), expected);
    }
    let list = client.get("/list").await;
    assert_eq!(list.json::<Value>(), json!({"cities": cities}));
    for (last, next) in [(false, json!(2)), (true, json!(null))] {
        let page = client.get(&format!("/cursor?last={last}")).await;
        let expected = json!({"cities": cities, "next_cursor": next});
        assert_eq!(page.json::<Value>(), expected);
    }
}

#[tokio::test]
async fn a_key_that_names_a_fact_leaves_it_its_place() {
    let answer = client().get("/clash").await;
    assert_eq!(
        answer.text(),
        r#"{"data":[7],"total_count":1,"has_more":false,"page":1,"items_per_page":10}"#
    );
}

#[test]
fn the_document_has_the_items_whatever_their_key() {
    let client = client();
    let document = client.service().document();
    let schemas = &document["components"]["schemas"];
    let cities = json!({"type": "array", "items": {"$ref": "#/components/schemas/City"}});
    for (path, required) in [
        (
            "/paginated",
            json!(["total_count", "has_more", "page", "items_per_page"]),
        ),
        ("/list", json!(null)),
        ("/cursor", json!(["next_cursor"])),
    ] {
        let content = &document["paths"][path]["get"]["responses"]["200"]["content"];
        let reference = content["application/json"]["schema"]["$ref"].as_str();
        let name = reference
            .and_then(|path| path.rsplit('/').next())
            .expect("a component");
        assert_eq!(
            schemas[name]["additionalProperties"], cities,
            "{path} {name}"
        );
        assert_eq!(schemas[name]["required"], required, "{path} {name}");
    }
}
