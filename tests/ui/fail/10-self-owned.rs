//! A method that takes `self`.

struct Cities;

impl Cities {
    #[folio::get("/cities")]
    async fn handler(self, #[query] limit: u32) -> u32 {
        limit
    }
}

fn main() {
    drop(Cities.handler(1));
}
