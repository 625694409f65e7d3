//! What the compiler says of mistakes: `ui/README.md` lists them.

#[path = "ui/list.rs"]
mod list;
#[path = "ui/page.rs"]
mod page;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Files with more mistakes than one, and how many.
const SEVERAL: [(&str, usize); 2] = [
    ("03-path-without-two-arguments", 2),
    ("04-body-three-readers", 2),
];

/// What a message says when it says what to write.
const ADVICE: [&str; 12] = [
    "`",
    "write",
    "return",
    "take",
    "use",
    "keep",
    "add",
    "give",
    "leave",
    "move",
    "derive",
    "did you mean",
];

#[test]
fn mistakes_and_hygiene() {
    let cases = trybuild::TestCases::new();
    for folder in ["fail", "rustc", "several"] {
        cases.compile_fail(format!("ui/{folder}/*.rs"));
    }
    cases.pass("ui/pass/*.rs");
}

#[test]
fn one_mistake_is_one_error() {
    for path in outputs("fail").into_iter().chain(outputs("rustc")) {
        let found = errors(&path);
        assert_eq!(found.len(), 1, "{}: {found:#?}", path.display());
    }
    for path in outputs("several") {
        let name = path.file_stem().unwrap_or_default();
        let expected = SEVERAL.iter().find(|(known, _)| name == *known);
        let found = errors(&path);
        assert_eq!(
            Some(found.len()),
            expected.map(|(_, count)| *count),
            "{}",
            path.display()
        );
    }
}

#[test]
fn every_error_says_what_to_write() {
    for path in outputs("fail").into_iter().chain(outputs("several")) {
        let text = fs::read_to_string(&path).unwrap();
        let helps = text.lines().any(|line| {
            let line = line.trim_start_matches([' ', '|']);
            line.starts_with("help:") || line.starts_with("= help:") || line.starts_with("= note:")
        });
        let advises = |error: &String| ADVICE.iter().any(|advice| error.contains(advice));
        assert!(
            helps || errors(&path).iter().all(advises),
            "{}: {text}",
            path.display()
        );
    }
}

#[test]
fn no_mistake_warns_besides() {
    for path in outputs("fail") {
        let text = fs::read_to_string(&path).unwrap();
        let warned = text.lines().any(|line| line.starts_with("warning"));
        assert!(!warned, "{}: {text}", path.display());
    }
}

/// The recorded outputs of a folder; each of its files has one.
fn outputs(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("ui")
        .join(folder);
    let files = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let outputs: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| path.with_extension("stderr"))
        .collect();
    for output in &outputs {
        assert!(output.exists(), "{} is missing", output.display());
    }
    assert!(!outputs.is_empty(), "{} is empty", folder.display());
    outputs
}

/// The first lines of the errors in a file.
fn errors(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let trailer = |line: &str| {
        ["error: aborting due to", "error: could not compile"]
            .iter()
            .any(|trailer| line.starts_with(trailer))
    };
    text.lines()
        .filter(|line| line.starts_with("error") && !trailer(line))
        .map(str::to_owned)
        .collect()
}
