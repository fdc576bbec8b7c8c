//! Authority parity and budget parity: rungs that are called equal, and the IC side decides or spends less.

use super::parity::{self, OfRow};
use super::words::{count, limit, rungs};
use super::{Advice, Check, Facts, Finding, Rule, Severity, Unit};
use crate::edit::set_ladders;
use crate::measure::{Medians, Parity, meets};
use crate::org::{Entry, RungId};

/// Rungs that the IC side is lower from which it is found.
const LOWER: f64 = 1.0;

/// See METHOD.md section 6.
pub const AUTHORITY: Rule = Rule {
    id: "authority-parity",
    title: "Equal rungs, unequal decisions",
    why: "A rung that is called equal and decides less is not equal",
    unit: Unit::Rungs,
    reads_evidence: false,
    check: Check::Indices {
        see: |facts, found| see(facts, &AUTHORITY, |row| &row.decision, found),
        people: parity::people,
    },
    threshold: |_, _| threshold(),
    say: |facts, finding| say(facts, finding, "decides"),
    advise: |facts, finding| {
        advise(
            facts,
            finding,
            "decision rights",
            |entry| entry.rights.is_empty(),
            |own, peer| own.rights = peer.rights.clone(),
        )
    },
};

/// See METHOD.md section 6.
pub const BUDGET: Rule = Rule {
    id: "budget-parity",
    title: "Equal rungs, unequal budgets",
    why: "A rung that is called equal and may spend less is not equal",
    unit: Unit::Rungs,
    reads_evidence: false,
    check: Check::Indices { see: |facts, found| see(facts, &BUDGET, |row| &row.budget, found), people: parity::people },
    threshold: |_, _| threshold(),
    say: |facts, finding| say(facts, finding, "may spend"),
    advise: |facts, finding| {
        advise(
            facts,
            finding,
            "budget",
            |entry| entry.budgets.is_empty(),
            |own, peer| own.budgets = peer.budgets.clone(),
        )
    },
};

fn threshold() -> String {
    format!("threshold {}", limit(LOWER))
}

fn see(facts: &Facts, rule: &'static Rule, of: fn(&Parity) -> &Medians, findings: &mut Vec<Finding>) {
    for row in &facts.indices.parities {
        let medians = of(row);
        let Some((ic, management)) = medians.ic.zip(medians.management) else { continue };
        let people = [medians.ic_people, medians.management_people];
        // What a ladder brings is nobody's; a median of a few is.
        let of_people = people.map(|people| if people == 0 { usize::MAX } else { people });
        if !meets(management - ic, LOWER) || !parity::may_be_told(facts, of_people) {
            continue;
        }
        let numbers = vec![
            ("rungs_below", management - ic),
            ("ic", ic),
            ("management", management),
            ("ic_people", people[0] as f64),
            ("management_people", people[1] as f64),
            ("grade", row.grade),
        ];
        let severity = Severity::of_rungs(management - ic);
        findings.extend(parity::finding(facts, rule, row, true, numbers).map(|finding| finding.sized(severity)));
    }
}

fn say(facts: &Facts, finding: &Finding, does: &str) -> String {
    let OfRow { ic, management } = OfRow::of(facts, finding);
    let side = |name| match finding.number(name).unwrap_or(0.0) as usize {
        0 => "by the ladder".to_owned(),
        people => count(people, "person", "people"),
    };
    format!(
        "{ic} {does} {} below {management} at the median ({} and {})",
        rungs(finding.size()),
        side("ic_people"),
        side("management_people")
    )
}

/// Gives the first IC rung of the row what its peer brings.
fn advise(
    facts: &Facts,
    finding: &Finding,
    what: &str,
    is_without: fn(&Entry) -> bool,
    give: fn(&mut Entry, &Entry),
) -> Vec<Advice> {
    let Some(row) = parity::row(facts, finding) else { return Vec::new() };
    let org = facts.org;
    let [Some(own), peer] = [row.ic.first().copied(), peer(facts, row, is_without)] else { return Vec::new() };
    let code = &org.rung(own).code;
    let Some(peer) = peer else {
        return vec![Advice::new(
            format!("Write down what {what} {code} and its peer bring"),
            "The ladder says nothing of either; then both can be given alike. It changes the ladder",
        )];
    };
    let mut ladders = org.head.ladders.clone();
    if let Some(entry) = parity::entry_mut(facts, &mut ladders, own) {
        give(entry, org.rung(peer));
    }
    let is_same = ladders == org.head.ladders;
    vec![if is_same {
        Advice::new(
            format!("Give the people on {code} the {what} that their rung brings"),
            "The ladder gives both sides the same; the people on record do not have it. It can commit budget",
        )
    } else {
        Advice {
            edits: set_ladders(ladders).into_iter().collect(),
            ..Advice::new(
                format!("Give {code} the {what} of {}", org.rung(peer).code),
                "Who sits on the rung gets them one by one. It changes the ladder and can commit budget",
            )
        }
    }]
}

/// The first management rung of the row that brings any.
fn peer(facts: &Facts, row: &Parity, is_without: fn(&Entry) -> bool) -> Option<RungId> {
    row.management.iter().copied().find(|&rung| !is_without(facts.org.rung(rung)))
}
