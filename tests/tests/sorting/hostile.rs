//! Requests that mean harm: each is answered, none by a 5xx, and nothing of it is sent back.

use crate::requests::client;

#[tokio::test]
async fn no_request_does_harm() {
    let client = client();
    let long = "x".repeat(20_000);
    let commas = ",".repeat(20_000);
    let names = "name,".repeat(4_000);
    let minus = "-".repeat(20_000);
    for text in [
        "name;drop%20table%20cities",
        "name)%20or%201=1--",
        "%00",
        "name%00",
        "%E2%80%AE-name",
        "%C3%28",
        "%",
        "%zz",
        "n%C4%81me",
        "1",
        "-1",
        "0",
        "9223372036854775808",
        "name%0D%0Ax-evil:%201",
        "%3Cscript%3E",
        "name|id",
        "name%3Bid",
        "name%20desc",
        "[name]",
        "lower(name)",
        "lower(city.name)",
        &long,
        &commas,
        &names,
        &minus,
    ] {
        let answer = client.get(&format!("/cities?sort={text}")).await;
        let start = &text[..text.len().min(40)];
        assert_eq!(answer.status(), 400, "{start}");
        assert!(answer.text().len() < 1_000, "{start}");
        assert!(!answer.text().contains("evil"), "{start}");
        assert!(!answer.text().contains("script"), "{start}");
    }
    let many = "&sort=name".repeat(2_000);
    let answer = client.get(&format!("/cities?x=1{many}")).await;
    assert_eq!(answer.status(), 400);
}
