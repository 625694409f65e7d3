//! Values of the app, by their type.

use std::{
    any::{Any, TypeId},
    sync::Arc,
};

/// Values by their type.
#[derive(Clone, Default)]
pub(crate) struct States(Vec<(TypeId, Arc<dyn Any + Send + Sync>)>);

impl States {
    /// Adds a value; whether one of its type was there.
    pub(crate) fn insert(&mut self, id: TypeId, value: Arc<dyn Any + Send + Sync>) -> bool {
        if let Some(slot) = self.0.iter_mut().find(|(known, _)| *known == id) {
            slot.1 = value;
            return true;
        }
        self.0.push((id, value));
        false
    }

    pub(crate) fn contains(&self, id: TypeId) -> bool {
        self.0.iter().any(|(known, _)| *known == id)
    }

    /// The value of a type.
    pub(crate) fn get<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        let (_, value) = self
            .0
            .iter()
            .find(|(known, _)| *known == TypeId::of::<T>())?;
        Arc::clone(value).downcast().ok()
    }

    /// These inside `outer`: the nearest of a type wins.
    pub(crate) fn under(&self, outer: &States) -> States {
        let mut merged = outer.clone();
        for (id, value) in &self.0 {
            merged.insert(*id, Arc::clone(value));
        }
        merged
    }
}

impl std::fmt::Debug for States {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "States({})", self.0.len())
    }
}
