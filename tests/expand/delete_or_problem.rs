#[delete("/cities/{id}")]
#[tracing::instrument]
pub(crate) async fn remove(id: Uuid, #[header] if_match: Option<String>) -> Result<(), RemoveError> {
    take_off(id, if_match).await
}
