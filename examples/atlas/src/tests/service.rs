//! Countries, the page for people, and what all answers have.

use folio::test::Answer;
use serde_json::{Value, json};

use super::{
    atlantis,
    engines::{Place, engines},
    faults, status,
};

engines! {
    reading: [every_answer_says_the_version, the_page_has_the_theme_that_was_chosen, countries_page_and_health_are_there],
    writing: [names_are_escaped_on_the_page],
}

async fn every_answer_says_the_version(place: &Place) {
    let client = place.client().await;
    for target in [
        "/",
        "/cities",
        "/cities/0",
        "/nowhere",
        "/docs",
        "/openapi.json",
    ] {
        let answer = client.get(target).await;
        let version = answer.header("x-atlas-version");
        assert_eq!(version, Some(env!("CARGO_PKG_VERSION")), "{target}");
    }
}

async fn the_page_has_the_theme_that_was_chosen(place: &Place) {
    let client = place.client().await;
    let theme = |page: &Answer| {
        let (_, rest) = page.text().split_once("data-theme=\"").expect("a theme");
        rest.split('"').next().map(str::to_owned)
    };
    let page = client.get("/").await;
    assert_eq!(theme(&page).as_deref(), Some("system"));
    assert_eq!(page.header("vary"), Some("cookie"));

    let set = client.post("/theme").form(&[("theme", "dark")]).await;
    assert_eq!((status(&set), set.header("location")), (303, Some("/")));
    assert_eq!(
        set.header("set-cookie"),
        Some("theme=dark; HttpOnly; Max-Age=31536000; Path=/; SameSite=lax")
    );
    let page = client.get("/").await;
    assert_eq!(theme(&page).as_deref(), Some("dark"));
    assert!(page.text().contains(r#"value="dark" aria-pressed="true""#));

    for other in ["darker", "\"><script>"] {
        let refused = client.post("/theme").form(&[("theme", other)]).await;
        assert_eq!(
            (status(&refused), faults(&refused)),
            (422, vec!["#/theme".to_owned()])
        );
        let client = place.client().await;
        let page = client
            .get("/")
            .header("cookie", format!("theme={other}"))
            .await;
        assert_eq!(theme(&page).as_deref(), Some("system"));
    }
}

async fn countries_page_and_health_are_there(place: &Place) {
    let client = place.client().await;
    let countries: Value = client.get("/countries").await.json();
    assert_eq!(countries.as_array().map(Vec::len), Some(252));
    let andorra: Value = client.get("/countries/AD").await.json();
    assert_eq!(
        (&andorra["name"], &andorra["cities"]),
        (&json!("Andorra"), &json!(10))
    );
    assert_eq!(status(&client.get("/countries/xx").await), 404);
    let home = client.get("/").await;
    assert_eq!(
        home.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert!(home.text().contains("Shanghai") && home.text().contains("href=\"/docs\""));
    let health = client.get("/health").await;
    assert_eq!(
        (health.header("content-type"), health.text()),
        (Some("text/plain; charset=utf-8"), "ok")
    );
    assert_eq!(status(&client.get("/docs").await), 200);
    let document: Value = client.get("/openapi.json").await.json();
    assert_eq!(&document, client.service().document());
}

async fn names_are_escaped_on_the_page(place: &Place) {
    let client = place.client().await;
    let mut city = atlantis();
    city["name"] = json!("<b onclick=\"x('&')\">");
    city["population"] = json!(99_000_000);
    assert_eq!(status(&client.post("/cities").json(&city).await), 201);
    let page = client.get("/").await;
    assert!(
        page.text()
            .contains(">&lt;b onclick=&#34;x(&#39;&amp;&#39;)&#34;&gt;</a>"),
        "{}",
        page.text()
    );
    assert!(page.text().contains("<td>99,000,000</td>"));
}
