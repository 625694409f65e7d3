//! Files as answers: ranges, conditions, names, file systems and directories, seen from outside.

#[path = "files/answers.rs"]
mod answers;
#[path = "files/conditions.rs"]
mod conditions;
#[path = "files/directory.rs"]
mod directory;
#[path = "files/document.rs"]
mod document;
#[path = "files/parts.rs"]
mod parts;
#[path = "files/ranges.rs"]
mod ranges;
#[path = "files/systems.rs"]
mod systems;
#[path = "files/wire.rs"]
mod wire;

/// Bytes that differ from their neighbours: byte i is i mod 251.
fn pattern(length: usize) -> Vec<u8> {
    (0..length)
        .map(|i| u8::try_from(i % 251).unwrap())
        .collect()
}
