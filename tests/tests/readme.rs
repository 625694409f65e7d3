//! What the README shows of the examples is what stands in them.

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
