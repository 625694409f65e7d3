/// One city by its id.
#[get("/cities/{id}")]
async fn city(id: u64) -> City {
    find(id).await
}
