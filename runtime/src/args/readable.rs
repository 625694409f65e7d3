//! What `Json`, `Form`, `Query` and `MessagePack` read.

use serde::de::DeserializeOwned;
use utoipa::ToSchema;

/// A value that can be read and that has a schema.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a request",
    label = "not readable",
    note = "derive both: `#[derive(serde::Deserialize, utoipa::ToSchema)]`"
)]
pub trait Readable: DeserializeOwned + ToSchema + Send {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + ToSchema + Send> Readable for T {}
