//! Whole walks through pages, under every style and position.

#[path = "pages/app.rs"]
mod app;
#[path = "pages/churn.rs"]
mod churn;
#[path = "pages/facts.rs"]
mod facts;
#[path = "pages/walk.rs"]
mod walk;
