//! What the README shows of the examples is what stands in them, and what tables list is all there is.

use std::{fs, path::Path};

/// The Rust snippets of the README that follow a line ending in a link to a file, and these files.
fn quoted(readme: &str) -> Vec<(&str, &str)> {
    let mut quoted = Vec::new();
    for (before, rest) in readme.match_indices("```rust\n").map(|(at, fence)| {
        let (before, rest) = readme.split_at(at);
        (before.trim_end(), &rest[fence.len()..])
    }) {
        let file = before
            .strip_suffix("):")
            .and_then(|line| line.rsplit_once("](examples/"));
        let snippet = rest.split("```").next().unwrap_or_default();
        quoted.extend(file.map(|(_, file)| (file, snippet)));
    }
    quoted
}

#[test]
fn its_snippets_are_from_the_examples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let quoted = quoted(&readme);
    for (file, snippet) in &quoted {
        let source = fs::read_to_string(root.join("examples").join(file)).unwrap();
        assert!(source.contains(snippet), "not in {file}:\n{snippet}");
    }
    assert_eq!(quoted.len(), 12, "{quoted:?}");
}

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::read_to_string(root.join(path)).unwrap()
}

/// The names between backticks in the first cells of rows.
fn rows(text: &str) -> Vec<String> {
    let cells = text.lines().filter_map(|line| {
        let line = line.trim_start_matches(['/', '!', ' ']);
        line.strip_prefix("| `")?.split(" |").next()
    });
    let names = cells.flat_map(|cell| cell.split('`').step_by(2));
    names.map(str::to_owned).collect()
}

/// Each feature is explained once in the README, and once in the crate's docs.
#[test]
fn features_are_listed() {
    let manifest = read("runtime/Cargo.toml");
    let features = manifest.split("[features]").nth(1).unwrap();
    let features = features.split("\n\n").next().unwrap().lines().skip(2);
    let features: Vec<&str> = features
        .filter_map(|line| line.split(" =").next())
        .collect();
    assert!(features.len() > 10, "{features:?}");
    for (place, text) in [
        ("README.md", read("README.md")),
        ("runtime/src/lib.rs", read("runtime/src/lib.rs")),
    ] {
        let table = text.split("| feature | gives |").nth(1).unwrap();
        let table = table.split("\n\n").next().unwrap();
        let listed = rows(table);
        for feature in &features {
            let times = listed.iter().filter(|name| name == feature).count();
            assert_eq!(times, 1, "{feature} in {place}: {listed:?}");
        }
    }
}

/// The texts of an array of the macros.
fn keys(path: &str, name: &str) -> Vec<String> {
    let source = read(path);
    let array = source.split(&format!("const {name}: [&str;")).nth(1);
    let array = array.unwrap().split("];").next().unwrap();
    let keys = array.split('"').skip(1).step_by(2);
    keys.map(str::to_owned).collect()
}

/// Each option of attributes has a row, so that nobody has to look for it in the macros.
#[test]
fn options_are_listed() {
    let docs = read("runtime/src/attributes.rs");
    let docs = docs.split("pub use folio_macros::get;").next().unwrap();
    let listed = rows(docs).join("\n");
    let listed: Vec<&str> = listed
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .collect();
    let mut options = keys("macros/src/options.rs", "OWN");
    options.extend(keys("macros/src/layer/mod.rs", "KEYS"));
    options.extend(keys("macros/src/layer/page.rs", "KEYS"));
    assert!(options.len() > 35, "{options:?}");
    for option in &options {
        assert!(listed.contains(&option.as_str()), "{option} has no row");
    }
}

/// A file of tests that nothing names would never run.
#[test]
fn tests_are_run() {
    let manifest = read("tests/Cargo.toml");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(name) = name.strip_suffix(".rs") {
            let listed = manifest.contains(&format!("name = \"{name}\""));
            assert!(listed, "{name} is in no Cargo.toml");
        }
    }
}
