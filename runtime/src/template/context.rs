//! `context!`: what a template is rendered over, without a struct of its own.

use serde::{Serialize, Serializer, ser::SerializeMap};

/// The members of a context; [`context!`](crate::context!) makes one.
#[derive(Default)]
pub struct TemplateContext(Vec<(&'static str, Box<dyn erased_serde::Serialize + Send>)>);

impl TemplateContext {
    /// Adds a member; of two of one name the second stands.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Serialize + Send + 'static) -> Self {
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, Box::new(value)));
        self
    }
}

impl Serialize for TemplateContext {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl std::fmt::Debug for TemplateContext {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.0.iter().map(|(name, _)| name);
        f.debug_set().entries(names).finish()
    }
}

/// What a template is rendered over: members by name, each of a type that serde can write.
///
/// ```
/// use folio::{Template, context};
///
/// let user = "Ada".to_owned();
/// let page = Template::new("home.html", context! { user, cities => vec!["Lima", "Oslo"] });
/// ```
///
/// A struct with `#[derive(Serialize)]` does as well, and the compiler sees its members.
#[macro_export]
macro_rules! context {
    () => {
        $crate::TemplateContext::default()
    };
    (@ $context:expr $(,)?) => {
        $context
    };
    (@ $context:expr, $name:ident => $value:expr $(, $($rest:tt)*)?) => {
        $crate::context!(@ $context.with(::core::stringify!($name), $value) $(, $($rest)*)?)
    };
    (@ $context:expr, $name:ident $(, $($rest:tt)*)?) => {
        $crate::context!(@ $context.with(::core::stringify!($name), $name) $(, $($rest)*)?)
    };
    ($($members:tt)+) => {
        $crate::context!(@ $crate::TemplateContext::default(), $($members)+)
    };
}

#[cfg(test)]
mod tests {
    #[test]
    fn members_in_any_form() {
        let user = "Ada";
        let cases = [
            (context! {}, "{}"),
            (context! { user }, r#"{"user":"Ada"}"#),
            (context! { user, n => 1 + 1, }, r#"{"user":"Ada","n":2}"#),
            (
                context! { n => [1, 2], user },
                r#"{"n":[1,2],"user":"Ada"}"#,
            ),
            (context! { a => 1, b => 2, a => 3 }, r#"{"b":2,"a":3}"#),
            (
                context! { inner => context! { user } },
                r#"{"inner":{"user":"Ada"}}"#,
            ),
        ];
        for (context, written) in cases {
            assert_eq!(serde_json::to_string(&context).unwrap(), written);
        }
    }
}
