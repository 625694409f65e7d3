/// Cities, a page at a time.
#[get("/cities", page(size = 20, max_size = 50))]
async fn cities(at: PageNumber, #[query] country: Option<String>) -> Page<City> {
    find(at, country).await
}
