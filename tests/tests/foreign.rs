//! Answers and services that Folio didn't make, and Folio inside of what isn't Folio.

#[path = "foreign/answers.rs"]
mod answers;
#[path = "foreign/files.rs"]
mod files;
#[path = "foreign/inside.rs"]
mod inside;
#[path = "foreign/layers.rs"]
mod layers;
#[path = "foreign/mounted.rs"]
mod mounted;
#[path = "foreign/services.rs"]
mod services;
