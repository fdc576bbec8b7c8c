//! Managers that could not be linked: missing from the file (orphan), or the person's own id (self-report).

use super::remedies::AT_ONCE;
use super::words::count;
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit};
use crate::edit::Edit;
use crate::org::{PersonId, Unlinked};

/// Rule of METHOD.md section 6, for managers who are not in the file. A single finding counts them all.
pub const ORPHAN: Rule = Rule {
    id: "orphan",
    title: "Manager not found",
    why: "Someone reports to a person who is not in the file, and is therefore shown at the top",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Whole {
        see: |facts, findings| see(&ORPHAN, orphans(facts).count(), findings),
        people: |facts, _| orphans(facts).collect(),
    },
    threshold: |_, _| "threshold: one row".to_owned(),
    say: |_, finding| {
        let rows = finding.number("rows").unwrap_or(0.0) as usize;
        format!("{} a manager who is not in the file", count(rows, "row names", "rows name"))
    },
    advise: |facts, _| {
        let correct =
            Advice::new("Add the manager, or correct the id", "Until then the person is shown at the top. No cost");
        let tops = Advice::new(
            "Leave the manager empty",
            "If the person is at the top. The id given in the file is removed. No cost",
        );
        vec![correct, tops.doing(as_tops(orphans(facts)))]
    },
};

/// Rule of METHOD.md section 6, for people named as their own manager. A single finding counts them all.
pub const SELF_REPORT: Rule = Rule {
    id: "self-report",
    title: "Reports to itself",
    why: "A row that names itself as manager usually means the top, and sometimes a typo",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Whole {
        see: |facts, findings| see(&SELF_REPORT, self_reports(facts).count(), findings),
        people: |facts, _| self_reports(facts).collect(),
    },
    threshold: |_, _| "threshold: one row".to_owned(),
    say: |_, finding| {
        let rows = finding.number("rows").unwrap_or(0.0) as usize;
        format!("{} as manager", count(rows, "row names itself", "rows name themselves"))
    },
    advise: |facts, _| {
        let tops = Advice::new(
            "Leave the manager empty for people at the top",
            "The person is already shown at the top. No cost",
        );
        vec![
            tops.doing(as_tops(self_reports(facts))),
            Advice::new("Correct the id if it is a typo", "The person is then shown below their manager. No cost"),
        ]
    },
};

fn see(rule: &'static Rule, rows: usize, findings: &mut Vec<Finding>) {
    if rows > 0 {
        findings.push(Finding::new(rule, Subject::Organisation, Answer::Confirmed, [("rows", rows as f64)]));
    }
}

/// Edits that make them tops of the organisation; empty if there are too many for one step.
fn as_tops(people: impl Iterator<Item = PersonId>) -> Vec<Edit> {
    let people: Vec<PersonId> = people.take(AT_ONCE + 1).collect();
    if people.len() > AT_ONCE {
        return Vec::new();
    }
    people.into_iter().map(|person| Edit::SetManager { person, manager: None }).collect()
}

fn orphans<'a>(facts: &Facts<'a>) -> impl Iterator<Item = PersonId> + use<'a> {
    facts.org.all_unlinked().filter(|(_, why)| matches!(why, Unlinked::Unknown(_))).map(|(person, _)| person)
}

fn self_reports<'a>(facts: &Facts<'a>) -> impl Iterator<Item = PersonId> + use<'a> {
    facts.org.all_unlinked().filter(|(_, why)| matches!(why, Unlinked::Itself(_))).map(|(person, _)| person)
}
