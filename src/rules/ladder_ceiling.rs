//! Ladder ceiling: the IC track ends below the management track.

use super::facts::confirmed_if;
use super::remedies::ladder;
use super::words::{amount, rungs, some_of};
use super::{Advice, Check, Facts, Finding, Rule, Severity, Subject, Unit};
use crate::measure::SAME_GRADE;
use crate::org::{PersonId, RungId, TrackKind};

/// Largest number of rungs named in one line.
const NAMED: usize = 4;

/// Rule of METHOD.md sections 1 and 6; the chief executive's entry is left out.
pub const RULE: Rule = Rule {
    id: "ladder-ceiling",
    title: "IC track ends early",
    why: "Where the IC track ends, the only way up leads out of technical work",
    unit: Unit::Rungs,
    reads_evidence: false,
    check: Check::Whole { see, people },
    threshold: |_, _| "threshold: any rung missing".to_owned(),
    say,
    advise: |facts, finding| {
        let Subject::Ladder(ladder) = finding.subject else { return Vec::new() };
        let detail = "First: pay bands, decision rights, budgets and forums equal to those of the management rungs. \
                      No one moves yet. Changes the ladder";
        let top = finding.number("top_management").unwrap_or(0.0);
        vec![match ladder::carried_up(facts, ladder, top) {
            Some((edits, codes)) => {
                Advice::new(format!("Open {} on the IC track", some_of(&codes, NAMED)), detail).doing(edits)
            }
            None => Advice::new(format!("Add {} to the IC track", rungs(finding.size())), detail),
        }]
    },
};

fn see(facts: &Facts, findings: &mut Vec<Finding>) {
    for (ladder, marks) in (0..).zip(&facts.scale.marks) {
        let (Some(ic), Some(management)) = (marks.top_ic, marks.top_management) else { continue };
        let missing = management - ic;
        if missing <= SAME_GRADE {
            continue;
        }
        let numbers = [("rungs_missing", missing), ("top_ic", ic), ("top_management", management)];
        let answer = confirmed_if(!marks.top_management_implied && !marks.top_ic_implied);
        findings.push(Finding::new(&RULE, Subject::Ladder(ladder), answer, numbers).sized(Severity::of_rungs(missing)));
    }
}

fn say(facts: &Facts, finding: &Finding) -> String {
    let Subject::Ladder(ladder) = finding.subject else { return String::new() };
    let top = finding.number("top_ic").unwrap_or(0.0);
    let last = ladder::rungs(facts, ladder).find(|&rung| {
        let is_top = facts.scale.grade(rung).is_some_and(|grade| (grade - top).abs() <= SAME_GRADE);
        is_top && facts.org.track(rung).kind == TrackKind::Ic && facts.org.rung(rung).open
    });
    let mut above: Vec<RungId> = without_peer(facts, ladder, top).collect();
    above.sort_by(|&a, &b| facts.scale.grade(b).unwrap_or(0.0).total_cmp(&facts.scale.grade(a).unwrap_or(0.0)));
    let held: Vec<String> = above
        .iter()
        .filter(|&&rung| facts.seats(rung).people > 0)
        .map(|&rung| format!("{} × {}", amount(f64::from(facts.seats(rung).people)), title(facts, rung)))
        .collect();
    let end = last.map_or("an unknown rung", |rung| &facts.org.rung(rung).code);
    if held.is_empty() {
        let rungs: Vec<String> = above.iter().map(|&rung| title(facts, rung).to_owned()).collect();
        format!("IC track ends at {end}: {} above it, no equal IC rung", some_of(&rungs, NAMED))
    } else {
        format!("IC track ends at {end}: {} above it, no equal IC rung", some_of(&held, NAMED))
    }
}

fn title<'a>(facts: &Facts<'a>, rung: RungId) -> &'a str {
    let entry = facts.org.rung(rung);
    if entry.title.is_empty() { &entry.code } else { &entry.title }
}

/// People who sit above the end of the IC track.
fn people(facts: &Facts, finding: &Finding) -> Vec<PersonId> {
    let Subject::Ladder(ladder) = finding.subject else { return Vec::new() };
    let mut is_above = vec![false; facts.org.rungs().len()];
    for rung in without_peer(facts, ladder, finding.number("top_ic").unwrap_or(0.0)) {
        is_above[usize::from(rung.0)] = true;
    }
    let sits = |person: &PersonId| facts.org.seat(*person).is_some_and(|seat| is_above[usize::from(seat.rung.0)]);
    facts.org.people().filter(|&person| facts.org.is_judged(person)).filter(sits).collect()
}

/// Open management rungs above a grade, excluding the chief executive's.
fn without_peer<'a>(facts: &Facts<'a>, ladder: u16, top: f64) -> impl Iterator<Item = RungId> + use<'a> {
    let facts = *facts;
    ladder::rungs(&facts, ladder).filter(move |&rung| {
        let (entry, kind) = (facts.org.rung(rung), facts.org.track(rung).kind);
        let is_above = facts.scale.grade(rung).is_some_and(|grade| grade > top + SAME_GRADE);
        kind == TrackKind::Management && entry.open && !entry.apex && is_above
    })
}
