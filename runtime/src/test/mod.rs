//! Calling an app in memory, every answer checked against the document.
//!
//! ```
//! use folio::{App, get, routes, test::Client};
//!
//! /// Says hello.
//! #[get("/hello/{name}")]
//! async fn hello(name: String) -> String {
//!     format!("Hello, {name}!")
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! let client = Client::new(App::new("Greeter", "1.0.0").routes(routes![hello]));
//! let answer = client.get("/hello/Ada").await;
//! assert_eq!(answer.status(), 200);
//! assert_eq!(answer.text(), "Hello, Ada!");
//! # Ok::<(), std::io::Error>(())
//! # })?;
//! # Ok::<(), std::io::Error>(())
//! ```

mod answer;
pub mod churn;
mod client;
mod contract;
mod items;
mod packed;
mod walk;

pub use self::{
    answer::Answer,
    client::{Call, Client},
    contract::{Breach, Contract},
    walk::{Walk, Walked, WalkedPage},
};
