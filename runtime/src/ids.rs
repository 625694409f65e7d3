//! What stands in front of operation ids, so that one endpoint can be mounted several times.

use crate::router::Router;

/// The prefixes that the routers above an endpoint give to its id.
///
/// Each depends on those routers alone: nothing that is mounted elsewhere renames an operation.
#[derive(Debug, Clone, Default)]
pub(crate) struct IdPrefix {
    /// What `operation_prefix` says on each of them.
    said: String,
    /// The same, with the path of each that says nothing.
    by_path: String,
}

impl IdPrefix {
    /// The prefixes below a router.
    pub(crate) fn below(&self, router: &Router) -> Self {
        let said = router.operation_prefix.as_deref();
        IdPrefix {
            said: format!("{}{}", self.said, said.unwrap_or_default()),
            by_path: said.map_or_else(
                || format!("{}{}", self.by_path, words(&router.prefix)),
                |said| format!("{}{said}", self.by_path),
            ),
        }
    }

    /// The prefix of a router's own endpoints: a controller is made to be mounted several times, so
    /// the path above it tells its operations apart.
    pub(crate) fn of(&self, router: &Router) -> String {
        if !router.is_controller {
            return self.below(router).said;
        }
        let said = router.operation_prefix.as_deref().unwrap_or_default();
        format!("{}{said}", self.by_path)
    }
}

/// `/tenants/{tenant}` as `tenants_tenant_`.
fn words(path: &str) -> String {
    path.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .flat_map(|word| [word, "_"])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::IdPrefix;
    use crate::router::Router;

    #[test]
    fn a_path_stands_for_what_nobody_says() {
        let prefix = IdPrefix::default()
            .below(&Router::new("/tenants/{tenant}"))
            .below(&Router::new("/my-api/v1.0").operation_prefix("old_"))
            .below(&Router::new("/x"));
        assert_eq!(prefix.said, "old_");
        assert_eq!(prefix.by_path, "tenants_tenant_old_x_");
        let mut router = Router::new("/cities");
        assert_eq!(prefix.of(&router), "old_");
        router.is_controller = true;
        assert_eq!(prefix.of(&router), "tenants_tenant_old_x_");
        let router = router.operation_prefix("city_");
        assert_eq!(prefix.of(&router), "tenants_tenant_old_x_city_");
    }
}
