//! Rows in order: what a record allows, what requests ask for, and the comparison itself.

#[path = "sorting/hostile.rs"]
mod hostile;
#[path = "sorting/order.rs"]
mod order;
#[path = "sorting/record.rs"]
mod record;
#[path = "sorting/requests.rs"]
mod requests;
