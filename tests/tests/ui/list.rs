//! `ui/README.md`: the list of mistakes, read back.

use std::{collections::BTreeSet, fs, path::PathBuf};

/// A mistake as the list has it.
pub(crate) struct Entry {
    pub(crate) mistake: String,
    pub(crate) phase: String,
    pub(crate) folder: String,
    pub(crate) name: String,
}

impl Entry {
    /// The first line of what the compiler says, without its code, and the advice of a trait.
    pub(crate) fn message(&self) -> String {
        let path = folder(&self.folder)
            .join(&self.name)
            .with_extension("stderr");
        let text = fs::read_to_string(&path).unwrap();
        let error = text.lines().find(|line| line.starts_with("error")).unwrap();
        let (_, message) = error.split_once(": ").unwrap();
        let message = message
            .strip_prefix("evaluation panicked: ")
            .unwrap_or(message);
        let mut notes = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("= note: "));
        let of_rustc = ["required", "this error originates"];
        let advice = notes.find(|note| !of_rustc.iter().any(|start| note.starts_with(start)));
        let advice = advice.filter(|_| self.phase == "types");
        advice.map_or_else(
            || message.to_owned(),
            |advice| format!("{message}; {advice}"),
        )
    }
}

/// A part of the list under one heading.
pub(crate) struct Group {
    pub(crate) title: String,
    pub(crate) entries: Vec<Entry>,
}

/// Every part that lists mistakes with their phases.
pub(crate) fn groups() -> Vec<Group> {
    let text = fs::read_to_string(folder("README.md")).unwrap();
    let parts = text.split("\n## ").skip(1);
    parts
        .map(group)
        .filter(|group| !group.entries.is_empty())
        .collect()
}

fn group(part: &str) -> Group {
    let (title, rows) = part.split_once('\n').unwrap();
    Group {
        title: title.to_owned(),
        entries: rows.lines().filter_map(entry).collect(),
    }
}

fn entry(row: &str) -> Option<Entry> {
    let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
    let [mistake, phase, file] = cells.as_slice() else {
        return None;
    };
    let (_, path) = file.strip_suffix(".rs)")?.split_once("](")?;
    let (folder, name) = path.split_once('/')?;
    Some(Entry {
        mistake: (*mistake).to_owned(),
        phase: (*phase).to_owned(),
        folder: folder.to_owned(),
        name: name.to_owned(),
    })
}

/// A folder of `ui`, or a file.
pub(crate) fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("ui")
        .join(name)
}

#[test]
fn the_list_has_every_file() {
    let groups = groups();
    let entries = groups.iter().flat_map(|group| &group.entries);
    let listed: Vec<String> = entries
        .clone()
        .map(|entry| format!("{}/{}", entry.folder, entry.name))
        .collect();
    let mut present = BTreeSet::new();
    for folder_name in ["fail", "rustc", "several"] {
        for path in fs::read_dir(folder(folder_name))
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            if path.extension().is_some_and(|extension| extension == "rs") {
                present.insert(format!(
                    "{folder_name}/{}",
                    path.file_stem().unwrap().display()
                ));
            }
        }
    }
    assert_eq!(listed.iter().cloned().collect::<BTreeSet<_>>(), present);
    assert_eq!(listed.len(), present.len(), "each stands there once");
    for entry in entries {
        let path = folder(&entry.folder).join(&entry.name).with_extension("rs");
        let text = fs::read_to_string(&path).unwrap();
        let first = text.lines().next().unwrap_or_default();
        assert_eq!(
            first,
            format!("//! {}.", entry.mistake),
            "{}",
            path.display()
        );
    }
}

#[test]
fn phases_are_what_the_codes_say() {
    for entry in groups().iter().flat_map(|group| &group.entries) {
        let path = folder(&entry.folder)
            .join(&entry.name)
            .with_extension("stderr");
        let text = fs::read_to_string(&path).unwrap();
        let fits = match entry.phase.as_str() {
            "expansion" => text.starts_with("error: ") || text.starts_with("error[E0277]: `Rc"),
            "types" => text.starts_with("error[E0277]") || text.starts_with("error[E0599]"),
            "constants" => text.starts_with("error[E0080]"),
            _ => true,
        };
        assert!(fits, "{} in {}", entry.phase, path.display());
    }
}
