//! Empty rung: an open IC rung above the fork that nobody holds.

use super::facts::confirmed_if;
use super::words::{amount, count};
use super::{Advice, Check, Facts, Finding, Rule, Subject, Unit, nobody};
use crate::edit::Edit;
use crate::measure::SAME_GRADE;
use crate::org::TrackKind;

/// Rule of METHOD.md section 6. Closed rungs are planned and cannot be held; a vacancy does not hold a rung.
pub const RULE: Rule = Rule {
    id: "empty-rung",
    title: "Empty rung",
    why: "A rung that no one holds is a promise not yet kept",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Whole { see, people: nobody },
    threshold: |_, _| "threshold: no one on an open IC rung above the fork".to_owned(),
    say: |facts, finding| {
        let Subject::Rung(rung) = finding.subject else { return String::new() };
        let number = |name| finding.number(name).unwrap_or(0.0) as usize;
        let vacant = match number("open_seats") {
            0 => String::new(),
            n => format!(" ({})", count(n, "open seat", "open seats")),
        };
        let resting = match number("suggested_seats") {
            0 => String::new(),
            n => format!(" ({} suggested)", amount(n as f64)),
        };
        format!(
            "No one is on {}{vacant}. Above the fork: {}, {}{resting}",
            facts.org.rung(rung).code,
            count(number("ic_above_fork"), "IC", "ICs"),
            count(number("management_above_fork"), "manager", "managers"),
        )
    },
    advise: |_, finding| {
        let Subject::Rung(rung) = finding.subject else { return Vec::new() };
        vec![
            Advice::new(
                "Check who already works at this level",
                "Start with people whose impact at the supported value reaches this rung. First: its pay band, \
                 decision rights, budget and forums. Changes pay or budget",
            ),
            Advice::new(
                "Close the rung until it can be filled",
                "It is then drawn as planned; the IC track may end earlier as a result. Changes the ladder",
            )
            .doing([Edit::SetOpen { rung, open: false }]),
        ]
    },
};

fn see(facts: &Facts, findings: &mut Vec<Finding>) {
    let org = facts.org;
    // By ladder: persons above the fork on the IC track, and on management.
    let mut above = vec![(0u32, 0u32); org.head.ladders.len()];
    let is_above = |ladder: u16, grade: f64| facts.marks(ladder).fork.is_some_and(|fork| grade > fork + SAME_GRADE);
    for rung in org.rungs() {
        let ladder = org.rung_place(rung).ladder;
        if !facts.scale.grade(rung).is_some_and(|grade| is_above(ladder, grade)) {
            continue;
        }
        let (ic, management) = &mut above[usize::from(ladder)];
        let people = facts.seats(rung).people;
        match org.track(rung).kind {
            TrackKind::Ic => *ic += people,
            TrackKind::Management => *management += people,
        }
    }
    for rung in org.rungs() {
        let (ladder, seats) = (org.rung_place(rung).ladder, facts.seats(rung));
        let is_candidate =
            org.track(rung).kind == TrackKind::Ic && org.rung(rung).open && seats.people == 0 && seats.filled == 0.0;
        let Some(grade) = facts.scale.grade(rung).filter(|&grade| is_candidate && is_above(ladder, grade)) else {
            continue;
        };
        let (ic, management) = above[usize::from(ladder)];
        let suggested = facts.tally.suggested_on.get(usize::from(ladder)).copied().unwrap_or(0);
        let firm = suggested == 0 && !facts.marks(ladder).fork_implied && !facts.scale.is_implied(rung);
        let numbers = [
            ("seats", 0.0),
            ("open_seats", seats.others - seats.filled),
            ("grade", grade),
            ("ic_above_fork", f64::from(ic)),
            ("management_above_fork", f64::from(management)),
            ("suggested_seats", suggested as f64),
        ];
        findings.push(Finding::new(&RULE, Subject::Rung(rung), confirmed_if(firm), numbers));
    }
}
