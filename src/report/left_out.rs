//! The list of what a report leaves out.

use super::Show;
use super::gate::Gate;
use crate::org::Org;

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
