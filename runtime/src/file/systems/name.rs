//! Names of files: what can be one, on every system.

/// Whether a name is one of a file below some root: segments between slashes, none of them empty or a
/// step to anywhere else. Names are taken as they are; whoever reads them from a request decodes them
/// once.
pub(in crate::file) fn is_name(name: &str) -> bool {
    name.split('/').all(is_segment)
}

fn is_segment(segment: &str) -> bool {
    let stays = !matches!(segment, "" | "." | "..");
    let plain = !segment.contains(['\0', '\\']);
    stays && plain && (cfg!(not(windows)) || is_windows_segment(segment))
}

/// Drives and streams have a colon, blanks and dots at the end are dropped, and some names are devices
/// whatever their suffix.
fn is_windows_segment(segment: &str) -> bool {
    let stem = segment.split('.').next().unwrap_or_default().trim_end();
    let numbered = |device: &str| {
        let number = stem
            .get(..3)
            .filter(|start| start.eq_ignore_ascii_case(device));
        number.is_some()
            && matches!(
                stem.get(3..),
                Some(
                    "1" | "2"
                        | "3"
                        | "4"
                        | "5"
                        | "6"
                        | "7"
                        | "8"
                        | "9"
                        | "0"
                        | "\u{b9}"
                        | "\u{b2}"
                        | "\u{b3}"
                )
            )
    };
    let device = ["con", "prn", "aux", "nul", "conin$", "conout$"];
    let is_device = device
        .iter()
        .any(|device| stem.eq_ignore_ascii_case(device));
    !segment.contains([':', '*', '?', '"', '<', '>', '|'])
        && !segment.ends_with(['.', ' '])
        && !is_device
        && !numbered("com")
        && !numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::{is_name, is_windows_segment};

    #[test]
    fn names_lead_below_their_root_and_nowhere_else() {
        for name in [
            "a", "a.txt", "a/b/c", "...", "a..b", ".hidden", " ", "%2e%2e", "\u{e9}",
        ] {
            assert!(is_name(name), "{name:?}");
        }
        for name in [
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "../a",
            "a/..",
            "a/../b",
            "a/./b",
            "./a",
            "a\0b",
            "\0",
            "..\\a",
            "a\\b",
            "C:\\a",
            "//host/a",
            "\\\\host\\a",
        ] {
            assert!(!is_name(name), "{name:?}");
        }
    }

    #[test]
    fn windows_has_names_of_its_own() {
        for name in [
            "a", "a.txt", "console", "com", "com10", "lpt.txt", "nul1", "a b",
        ] {
            assert!(is_windows_segment(name), "{name:?}");
        }
        for name in [
            "C:",
            "C:a",
            "a:stream",
            "con",
            "CON",
            "nul",
            "nul.txt",
            "NUL .txt",
            "aux.tar.gz",
            "com1",
            "LPT9.txt",
            "com\u{b9}",
            "conin$",
            "a.",
            "a ",
            "a?",
            "a*",
            "a|b",
            "<a>",
        ] {
            assert!(!is_windows_segment(name), "{name:?}");
        }
    }
}
