//! The user CPU time of a rustc: this program is its wrapper, too.

use std::{
    env,
    ffi::OsString,
    fs,
    path::Path,
    process::{Command, ExitCode},
};

/// Names the file that the wrapper writes its figure to.
const FILE: &str = "COMPILE_CPU";

/// The ticks of `/proc/self/stat` in a second: `USER_HZ`, which is 100 wherever Linux runs Rust.
const TICKS: f64 = 100.0;

/// Runs the compiler that the arguments name, if this process is its wrapper.
pub(crate) fn wrapped() -> Option<ExitCode> {
    let file = env::var_os(FILE)?;
    let mut arguments = env::args_os().skip(1);
    let compiler = arguments.next()?;
    let arguments: Vec<OsString> = arguments.collect();
    let status = Command::new(compiler).args(&arguments).status().ok()?;
    // Cargo asks the compiler about itself, too.
    if arguments.iter().any(|argument| argument == "app") {
        fs::write(file, of_children()?.to_string()).ok()?;
    }
    Some(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Lets a cargo write the figure of its workspace's compiler into a file.
pub(crate) fn watch(cargo: &mut Command, file: &Path) -> Result<(), String> {
    let this = env::current_exe().map_err(|error| format!("this program: {error}"))?;
    cargo.env("RUSTC_WORKSPACE_WRAPPER", this).env(FILE, file);
    Ok(())
}

/// The user time of the children this process has waited for (proc(5), field 16).
fn of_children() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name in parentheses may have blanks; the fields behind it begin with the third.
    let (_, fields) = stat.rsplit_once(") ")?;
    let ticks: f64 = fields.split(' ').nth(16 - 3)?.parse().ok()?;
    Some(ticks / TICKS)
}
