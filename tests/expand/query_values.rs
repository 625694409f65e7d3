/// Cities by what is asked of them.
///
/// The largest come first.
#[get("/cities", tags = ["cities"])]
fn cities(
    /// How a name begins.
    #[query(min_length = 1, max_length = 40)]
    prefix: String,
    #[query(default = 20, minimum = 1, maximum = 100)] limit: u32,
    #[query(name = "page[after]", alias = "after")] after: Option<u64>,
) -> Vec<City> {
    search(&prefix, limit, after)
}
