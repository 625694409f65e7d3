/// Adds a city.
#[post("/cities", consumes = ["application/json", "application/vnd.city+json"])]
async fn add(State(pool): State<Pool>, #[body] city: NewCity) -> Result<City, AddError> {
    pool.add(city).await
}
