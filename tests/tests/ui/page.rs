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

/// Tests that build an app with several faults, and what stands before the list of them.
const BUILDS: [(&str, &str, &str); 5] = [
    (
        "every_fault_is_told_at_once",
        include_str!("../app.rs"),
        "One app of the tests has these:",
    ),
    (
        "what_the_document_would_lie_about_is_told",
        include_str!("../app.rs"),
        "One whose document would lie:",
    ),
    (
        "what_no_layer_can_say_is_a_fault_of_the_build",
        include_str!("../layers.rs"),
        "One whose layer contradicts itself, or sets what no client takes:",
    ),
    (
        "faults_show_when_the_app_is_built",
        include_str!("../negotiation.rs"),
        "One whose answers are offered in forms that they don't have:",
    ),
    (
        "nothing_writes_what_no_layer_brings",
        include_str!("../negotiation.rs"),
        "One without engine and encoder:",
    ),
];

/// The faults that those apps have.
fn build_faults(page: &mut String) -> std::fmt::Result {
    writeln!(page, "\n## When the app is built\n")?;
    writeln!(
        page,
        "What only the whole shows is told by `build`, all faults at once, each with the file and the line of every\nparty."
    )?;
    for (test, text, introduction) in BUILDS {
        let (_, test) = text.split_once(&format!("fn {test}(")).unwrap();
        let (_, list) = test.split_once("let expected = [").unwrap();
        let (list, _) = list.split_once("];").unwrap();
        let literals = list.lines().filter_map(|line| {
            let line = line.trim().trim_end_matches(',');
            line.strip_prefix('"')?.strip_suffix('"')
        });
        writeln!(page, "\n{introduction}\n")?;
        for literal in literals {
            let row = format!("- {}\n", literal.replace("\\\"", "\""));
            if !page.contains(&row) {
                page.push_str(&row);
            }
        }
    }
    Ok(())
}
