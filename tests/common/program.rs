//! The program as it is called from a shell: its exit code, what it tells and what it says aside.
#![allow(dead_code, reason = "each binary uses a part")]

use std::path::Path;
use std::process::Command;

/// How the program ended: exit code, stdout and stderr.
#[derive(Debug, PartialEq)]
pub struct Ended {
    pub code: Option<i32>,
    pub told: String,
    pub said: String,
}

/// The program that is tested: the release where `TWINTRACK_RELEASE` names one.
pub fn path() -> String {
    std::env::var("TWINTRACK_RELEASE").unwrap_or_else(|_| env!("CARGO_BIN_EXE_twintrack").to_owned())
}

/// Runs the program in a folder.
pub fn twintrack(folder: &Path, arguments: &[&str]) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twintrack"));
    let done = command.current_dir(folder).args(arguments).output().expect("the program is built");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Ended { code: done.status.code(), told: text(done.stdout), said: text(done.stderr) }
}
