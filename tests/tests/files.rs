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
#[path = "files/wrapped.rs"]
mod wrapped;

/// Numbers without a pattern, the same in every run (splitmix64).
struct Source(u64);

impl Source {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }
}

/// Bytes that say nothing of each other, so that none is taken for another; those of a shorter content
/// begin a longer one.
fn content(length: usize) -> Vec<u8> {
    let mut source = Source(7_233);
    let bytes = std::iter::repeat_with(|| source.next().to_le_bytes()).flatten();
    bytes.take(length).collect()
}
