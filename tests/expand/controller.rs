/// Cities of the world.
#[controller("/cities", header("x-team" = "geo"))]
impl Cities {
    /// One city by its id.
    #[get("/{id}")]
    async fn show(&self, /** Its id. */ #[path] id: u64) -> Option<City> {
        self.find(id).await
    }

    fn helper(&self) {}
}
