//! Exit codes.

use std::process::ExitCode;

/// Exit code of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Success, nothing to report: 0.
    Fine = 0,
    /// Success, with findings or differences: 1.
    Findings = 1,
    /// Failure: 2.
    Failed = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
