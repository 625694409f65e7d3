//! A controller in a crate that denies every warning.

#![deny(warnings, unused, unreachable_pub, missing_debug_implementations, unused_qualifications, let_underscore_drop)]
#![deny(single_use_lifetimes, unused_lifetimes, trivial_casts, unused_results)]

use folio::{Json, Problem, State, controller, delete, get, post};

#[derive(Debug, Problem)]
enum Full {
    /// There is no room.
    #[problem(status = 409)]
    Full,
}

/// Numbers.
#[derive(Debug)]
struct Numbers {
    most: u64,
}

#[controller("/numbers", header("x-a" = "1"), tags = ["numbers"], operation_prefix = "numbers_")]
impl Numbers {
    /// A constant stays.
    const FIRST: u64 = { 1 };

    #[get("/")]
    async fn list(&self, #[query(default = 1)] from: u64) -> Vec<u64> {
        (from.max(Self::FIRST)..=self.most).collect()
    }

    #[must_use]
    #[inline]
    #[post("/", status = 202)]
    pub(crate) fn add(&self, number: Json<u64>, limit: State<u64>) -> Result<u64, Full> {
        if number.0 > *limit + self.most { Err(Full::Full) } else { Ok(number.0) }
    }

    #[deprecated]
    #[delete("/{number}", blocking)]
    fn remove(&self, /** Which one. */ number: u64) {
        let _ = self.plain(number);
    }

    fn plain(&self, number: u64) -> u64 {
        self.most + number
    }
}

fn main() {
    let app = folio::App::new("t", "1").state(1_u64).mount(Numbers { most: 1 });
    assert!(app.build().is_ok());
}
