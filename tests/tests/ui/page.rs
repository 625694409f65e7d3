//! `folio::refusals`: the page "What Folio refuses, and when", made of the recorded outputs.
//!
//! `FOLIO_PAGE=overwrite cargo test -p folio-tests --test ui page` writes it anew.

use std::{fmt::Write, fs, path::PathBuf};

use crate::list::{Group, groups};

/// What stands before the tables.
const INTRODUCTION: &str = include_str!("page.md");

#[test]
fn the_page_says_what_the_compiler_says() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../runtime/src/refusals.md");
    let expected = page();
    if std::env::var_os("FOLIO_PAGE").is_some_and(|value| value == "overwrite") {
        fs::write(&path, &expected).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap();
    assert!(found == expected, "the page is old: write it anew");
}

fn page() -> String {
    let refused: Vec<Group> = groups()
        .into_iter()
        .filter(|group| group.entries.iter().all(|entry| entry.folder == "fail"))
        .collect();
    let count: usize = refused.iter().map(|group| group.entries.len()).sum();
    let mut page = INTRODUCTION.replace("{count}", &count.to_string());
    for group in &refused {
        table(&mut page, group).unwrap();
    }
    build_faults(&mut page).unwrap();
    page
}

/// A row for each message, with every mistake that gets it.
fn table(page: &mut String, group: &Group) -> std::fmt::Result {
    let mut rows: Vec<(String, &str, Vec<&str>)> = Vec::new();
    for entry in &group.entries {
        let message = entry.message();
        match rows.iter_mut().find(|(known, ..)| *known == message) {
            Some((.., mistakes)) if mistakes.contains(&entry.mistake.as_str()) => {}
            Some((.., mistakes)) => mistakes.push(&entry.mistake),
            None => rows.push((message, &entry.phase, vec![&entry.mistake])),
        }
    }
    let number = group.entries[0].name.split('-').next().unwrap_or_default();
    writeln!(page, "\n## {}\n", group.title)?;
    writeln!(page, "Group {number}, {} mistakes.\n", group.entries.len())?;
    writeln!(page, "| mistake | phase | message |\n|---|---|---|")?;
    for (message, phase, mistakes) in &rows {
        let message = message.replace('|', "\\|");
        writeln!(page, "| {} | {phase} | {message} |", mistakes.join("; "))?;
    }
    Ok(())
}

/// The faults of the app that `app.rs` builds with all of them at once.
fn build_faults(page: &mut String) -> std::fmt::Result {
    let tests = include_str!("../app.rs");
    let (_, test) = tests.split_once("fn every_fault_is_told_at_once").unwrap();
    let (_, list) = test.split_once("let expected = [").unwrap();
    let (list, _) = list.split_once("];").unwrap();
    let literals = list.lines().filter_map(|line| {
        let line = line.trim().trim_end_matches(',');
        line.strip_prefix('"')?.strip_suffix('"')
    });
    writeln!(page, "\n## When the app is built\n")?;
    writeln!(
        page,
        "What only the whole shows is told by `build`, all faults at once, each with the file and the line of every\nparty. One app of the tests has these:\n"
    )?;
    for literal in literals {
        writeln!(page, "- {}", literal.replace("\\\"", "\""))?;
    }
    Ok(())
}
