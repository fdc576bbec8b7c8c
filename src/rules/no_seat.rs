//! No seat at the table: a forum where management of a rung sits and nobody from the IC side of that rung.

use super::facts::confirmed_if;
use super::remedies::ladder;
use super::rows::Rows;
use super::words::count;
use super::{Advice, Check, Facts, Finding, Rule, Subject, Unit, nobody};
use crate::org::{RungId, TrackKind};
use std::collections::BTreeSet;

/// Largest number of forums named in one line.
const NAMED: usize = 4;

/// Rule of METHOD.md section 6. A rung sits in a forum if its entry brings the seat, or if somebody on it has one.
pub const RULE: Rule = Rule {
    id: "no-seat-at-the-table",
    title: "No seat at the table",
    why: "Equal standing shows in who is in the room when decisions are made",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Whole { see, people: nobody },
    threshold: |_, _| "threshold: a forum with the management side of the rung but not the IC side".to_owned(),
    say: |facts, finding| {
        let Subject::Rung(rung) = finding.subject else { return String::new() };
        format!(
            "{} has no seat in {} that managers of the equal rung attend: {}",
            facts.org.rung(rung).code,
            count(finding.size() as usize, "forum", "forums"),
            finding.names()
        )
    },
    advise: |facts, finding| {
        let Subject::Rung(rung) = finding.subject else { return Vec::new() };
        let rows = Rows::of(facts);
        let forums = without(facts, rung, &rows, &sits(facts, &rows));
        let edit = ladder::filled(facts, &[rung], |entry| {
            entry.forums.extend(forums.iter().map(|&forum| forum.to_owned()));
        });
        vec![
            Advice::new(
                format!("Give {} a seat in each of them", facts.org.rung(rung).code),
                "First: agree who attends, and from when. Changes the ladder",
            )
            .doing(edit),
        ]
    },
};

/// Pairs of a rung and a forum it sits in, sorted and without duplicates.
type Sits<'a> = Vec<(RungId, &'a str)>;

fn sits<'a>(facts: &Facts<'a>, rows: &Rows) -> Sits<'a> {
    let org = facts.org;
    // Skip the rungs where nothing is compared; most people sit on one of them.
    let has = |rung: RungId, kind| rows.beside(facts, rung, kind).next().is_some();
    let counts: Vec<bool> =
        org.rungs().map(|rung| has(rung, TrackKind::Ic) && has(rung, TrackKind::Management)).collect();
    let counts = |rung: RungId| counts.get(usize::from(rung.0)).copied().unwrap_or(false);
    let mut sits: Sits = Vec::new();
    for rung in org.rungs().filter(|&rung| counts(rung) && org.rung(rung).open) {
        sits.extend(org.rung(rung).forums.iter().map(|forum| (rung, forum.trim())));
    }
    for person in org.people().filter(|&person| org.has_details(person) && org.is_judged(person)) {
        let forums = &org.details(person).forums;
        if let Some(seat) = org.seat(person).filter(|seat| !forums.is_empty() && counts(seat.rung)) {
            sits.extend(forums.iter().map(|forum| (seat.rung, forum.trim())));
        }
    }
    sits.retain(|(_, forum)| !forum.is_empty());
    sits.sort_unstable();
    sits.dedup();
    sits
}

/// Adds one finding per grade, for which its first IC rung stands.
fn see(facts: &Facts, findings: &mut Vec<Finding>) {
    let rows = Rows::of(facts);
    let sits = sits(facts, &rows);
    if sits.is_empty() {
        return;
    }
    for rung in facts.org.rungs().filter(|&rung| rows.beside(facts, rung, TrackKind::Ic).next() == Some(rung)) {
        let forums = without(facts, rung, &rows, &sits);
        if forums.is_empty() {
            continue;
        }
        let is_implied = |rung: RungId| facts.scale.is_implied(rung);
        let firm = !is_implied(rung) && !rows.beside(facts, rung, TrackKind::Management).any(is_implied);
        let numbers = [("forums", forums.len() as f64)];
        let named = forums.iter().take(NAMED).map(|&forum| forum.to_owned()).collect();
        findings.push(Finding::new(&RULE, Subject::Rung(rung), confirmed_if(firm), numbers).naming(named));
    }
}

/// Forums where management of the rung's grade sits and nobody from the IC side does.
fn without<'a>(facts: &Facts, rung: RungId, rows: &Rows, sits: &Sits<'a>) -> Vec<&'a str> {
    let of = |kind| rows.beside(facts, rung, kind).flat_map(|rung| forums_of(sits, rung));
    let ic: BTreeSet<&str> = of(TrackKind::Ic).collect();
    let management: BTreeSet<&str> = of(TrackKind::Management).collect();
    management.difference(&ic).copied().collect()
}

fn forums_of<'s, 'a>(sits: &'s Sits<'a>, rung: RungId) -> impl Iterator<Item = &'a str> + use<'s, 'a> {
    let from = sits.partition_point(|&(at, _)| at < rung);
    sits[from..].iter().take_while(move |&&(at, _)| at == rung).map(|&(_, forum)| forum)
}
