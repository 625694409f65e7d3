/// Replaces or changes a label.
#[route(
    "/labels/{name}",
    methods = [PUT, PATCH],
    status = 200,
    media_type = Text,
    header("cache-control" = "no-store", description = "Labels change."),
    blocking
)]
fn label(name: String, text: String) -> &'static str {
    store(name, text)
}
