//! One peer's app: written, checked, edited, checked again.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{app::EDITED, cpu};

/// The literal of one handler that is edited.
const LITERAL: &str = "unwrap_or(10)";

/// The files of an app by their paths in its folder.
pub(crate) type Files = Vec<(String, String)>;

/// Seconds of each round.
#[derive(Default)]
pub(crate) struct Figures {
    pub(crate) whole: Vec<f64>,
    pub(crate) edit: Vec<f64>,
}

/// An app and what checking it cost.
pub(crate) struct Peer {
    folder: PathBuf,
    figures: Figures,
}

impl Peer {
    /// Writes the app's files.
    pub(crate) fn new(name: &str, root: &Path, files: &Files) -> Result<Self, String> {
        let folder = root.join(name);
        for (path, text) in files {
            write(&folder.join(path), text)?;
        }
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        let lock =
            fs::read_to_string(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
        write(&folder.join("Cargo.lock"), &lock)?;
        let figures = Figures::default();
        Ok(Peer { folder, figures })
    }

    /// Checks everything once, dependencies first.
    pub(crate) fn prepare(&self) -> Result<(), String> {
        self.cargo(&["check"], true).map(drop)
    }

    /// Checks the app without what the compiler remembers of it, then with one literal changed.
    pub(crate) fn measure(&mut self, round: usize) -> Result<(), String> {
        self.cargo(&["clean", "--package", "app"], false)?;
        let whole = self.cargo(&["check"], true)?;
        let file = self.folder.join(format!("src/m{EDITED}.rs"));
        let text =
            fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let edited = text.replacen(LITERAL, &format!("unwrap_or({})", 11 + round), 1);
        write(&file, &edited)?;
        let edit = self.cargo(&["check"], true);
        write(&file, &text)?;
        self.figures.whole.push(whole);
        self.figures.edit.push(edit?);
        Ok(())
    }

    pub(crate) fn figures(&self) -> &Figures {
        &self.figures
    }

    /// Runs cargo; the seconds of the compiler, if it is to be watched.
    fn cargo(&self, arguments: &[&str], watched: bool) -> Result<f64, String> {
        let file = self.folder.join("cpu");
        let mut cargo = Command::new("cargo");
        cargo
            .args(arguments)
            .args(["--quiet", "--offline"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", "1")
            .stdin(Stdio::null());
        cpu::watch(&mut cargo, &file)?;
        let status = cargo.status().map_err(|error| format!("cargo: {error}"))?;
        if !status.success() {
            return Err(format!("cargo {}: {status}", arguments.join(" ")));
        }
        if !watched {
            return Ok(0.0);
        }
        let seconds =
            fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        seconds
            .parse()
            .map_err(|error| format!("{seconds}: {error}"))
    }
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let fault = |error| format!("{}: {error}", path.display());
    fs::create_dir_all(path.parent().unwrap_or(path)).map_err(fault)?;
    fs::write(path, text).map_err(fault)
}

/// The value in the middle.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() % 2 {
        0 if middle > 0 => f64::midpoint(sorted[middle - 1], sorted[middle]),
        _ => sorted.get(middle).copied().unwrap_or_default(),
    }
}

/// The least value.
pub(crate) fn least(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}
