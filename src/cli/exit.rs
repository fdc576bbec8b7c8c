//! How a command ends.

use std::process::ExitCode;

/// The end of a command, as the shell sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done, and nothing to report: 0.
    Fine = 0,
    /// Done, and there are findings or differences: 1.
    Findings = 1,
    /// Could not be done: 2.
    Failed = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
