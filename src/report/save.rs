//! Saving a report as a file, and the list of what it leaves out.

use super::Show;
use super::error::OutputError;
use super::gate::Gate;
use super::output::{self, Output};
use crate::org::Org;
use std::path::Path;

/// Judges an organisation and saves its report, completely or not at all.
pub fn save(org: &Org, show: Show, path: &Path) -> Result<(), OutputError> {
    output::save(org, &Output::Report(show), path).map(drop)
}

/// What a report leaves out, in words; empty if everything is shown.
pub fn left_out(org: &Org, show: Show) -> String {
    let gate = Gate::of(org);
    let shown = [
        (show.names && gate.people, "names"),
        (show.pay && gate.sums_of_pay, "pay"),
        (show.findings && gate.people, "findings about people"),
    ];
    let words: Vec<&str> = shown.into_iter().filter(|(is_shown, _)| !is_shown).map(|(_, words)| words).collect();
    if words.is_empty() { String::new() } else { format!("Not included: {}", words.join(", ")) }
}
