/// Cities, a page at a time.
#[get("/cities", paginate)]
async fn cities(all: State<Arc<[City]>>) -> Arc<[City]> {
    Arc::clone(&all)
}
