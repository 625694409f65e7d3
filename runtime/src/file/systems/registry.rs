//! The file systems of a layer by their names, and which of them endpoints below use.

use std::{panic::Location, sync::Arc};

use super::FileSystem;
use crate::layer::Layer;

/// File systems by name, and the default.
#[derive(Debug, Clone, Default)]
pub(crate) struct Systems {
    named: Vec<(String, Arc<dyn FileSystem>)>,
    default: Option<String>,
}

impl Systems {
    /// These inside `outer`: the nearest of a name wins.
    pub(crate) fn under(&self, outer: &Systems) -> Systems {
        let mut named = outer.named.clone();
        for (name, system) in &self.named {
            named.retain(|(known, _)| known != name);
            named.push((name.clone(), Arc::clone(system)));
        }
        Systems {
            named,
            default: self.default.clone().or_else(|| outer.default.clone()),
        }
    }

    /// The one that endpoints below use: the one that is named, or else the only one there is.
    pub(crate) fn chosen(&self) -> Result<Arc<dyn FileSystem>, String> {
        let names = || {
            let names = self.named.iter().map(|(name, _)| format!("`{name}`"));
            names.collect::<Vec<_>>().join(", ")
        };
        match (&self.default, self.named.as_slice()) {
            (Some(name), all) => {
                let found = all.iter().find(|(known, _)| known == name);
                found.map(|(_, system)| Arc::clone(system)).ok_or_else(|| {
                    let there = match all {
                        [] => "there is none".to_owned(),
                        _ => format!("there are {}", names()),
                    };
                    format!("no file system has the name `{name}`, and {there}: add it by `.file_system(\"{name}\", …)` on the app or a router above")
                })
            }
            (None, [(_, only)]) => Ok(Arc::clone(only)),
            (None, []) => Err("`Files` are of a file system, and there is none: add one by `.file_system(\"…\", …)` on the app or a router above".to_owned()),
            (None, _) => Err(format!(
                "`Files` are of one file system, and there are {}: say which by `file_system = \"…\"` in the attribute, or by `.default_file_system(\"…\")`",
                names()
            )),
        }
    }

    /// Whether one is named here.
    pub(crate) fn names_one(&self) -> bool {
        self.default.is_some()
    }
}

impl Layer {
    #[track_caller]
    pub(crate) fn add_file_system(&mut self, name: String, system: impl FileSystem) {
        let place = Location::caller();
        for fault in system.faults() {
            self.fault(place, fault);
        }
        if self.systems.named.iter().any(|(known, _)| *known == name) {
            let message = format!("two file systems of the name `{name}` on one layer: keep one");
            self.fault(place, message);
        }
        self.systems.named.push((name, Arc::new(system)));
    }

    pub(crate) fn set_default_file_system(&mut self, name: String) {
        self.systems.default = Some(name);
    }
}
