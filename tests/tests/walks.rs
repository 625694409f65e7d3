//! Whole walks through pages, under every style and position.

#[path = "pages/app.rs"]
mod app;
#[path = "pages/walk.rs"]
mod walk;
