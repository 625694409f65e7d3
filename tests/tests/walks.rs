//! Whole walks through pages, under every style and position.

#[path = "pages/app.rs"]
mod app;
#[path = "pages/churn.rs"]
mod churn;
#[path = "pages/cursors.rs"]
mod cursors;
#[path = "pages/document.rs"]
mod document;
#[path = "pages/edges.rs"]
mod edges;
#[path = "pages/facts.rs"]
mod facts;
#[path = "pages/hostile.rs"]
mod hostile;
#[path = "pages/options.rs"]
mod options;
#[path = "pages/walk.rs"]
mod walk;
