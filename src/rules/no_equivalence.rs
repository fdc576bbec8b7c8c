//! No equivalence: tracks that cannot be compared, and equivalences that contradict each other.

use super::remedies::ladder;
use super::words::{count, some_of};
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit, nobody};
use crate::edit::Edit;
use crate::measure::Placing;
use crate::org::{Equivalence, RungId, Stated};
use std::collections::HashSet;

/// Largest number of contradictions quoted in one line.
const QUOTED: usize = 2;
/// Name, in a contradiction, of the grade that an entry states itself.
const OWN_GRADE: &str = "its own grade";

/// Rule of METHOD.md sections 1 and 6.
pub const RULE: Rule = Rule {
    id: "no-equivalence",
    title: "Tracks not compared",
    why: "Two tracks can only be shown side by side if at least one pair of rungs is set equal",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Whole { see, people: nobody },
    threshold: |_, _| "threshold: a track without an equivalence, or two that contradict each other".to_owned(),
    say: |facts, finding| {
        let tracks = finding.number("tracks_not_compared").unwrap_or(0.0) as usize;
        let mut parts = Vec::new();
        if tracks > 0 {
            parts.push(format!("{} not compared: set equal rungs", count(tracks, "track is", "tracks are")));
        }
        let quoted: Vec<String> = set_aside(facts, finding)
            .map(|it| format!("`{}` is ignored because it contradicts `{}`", it.set_aside, it.kept))
            .collect();
        if !quoted.is_empty() {
            parts.push(some_of(&quoted, QUOTED));
        }
        parts.join("; ")
    },
    advise: |facts, finding| {
        let Subject::Ladder(ladder) = finding.subject else { return Vec::new() };
        let mut advice = Vec::new();
        if finding.number("tracks_not_compared").unwrap_or(0.0) > 0.0 {
            advice.push(Advice::new(
                "Set equal rungs",
                "One stated pair positions a track, two define its spacing. No cost",
            ));
            advice.extend(by_pay(facts, ladder));
        }
        if set_aside(facts, finding).next().is_some() {
            advice.push(Advice::new(
                "Correct one of the two",
                "A higher rung has to equal a higher rung. Changes the ladder",
            ));
            advice.push(
                Advice::new("Remove the ignored equivalence", "It is not in force, so neither grades nor pay change")
                    .doing(without_set_aside(facts, finding, ladder)),
            );
        }
        advice
    },
};

/// Suggested equivalence for each track that is not compared: its lowest rung with a pay band equals the IC rung of the
/// scale with the nearest band.
fn by_pay(facts: &Facts, ladder: u16) -> Option<Advice> {
    let org = facts.org;
    let of_ladder = || ladder::rungs(facts, ladder);
    let middle =
        |rung: RungId| org.rung(rung).pay.map(|(low, high)| f64::midpoint(low, high)).filter(|it| it.is_finite());
    let scale: Vec<(RungId, f64)> = of_ladder()
        .filter(|&rung| facts.scale.placing(rung) == Placing::Scale)
        .filter_map(|rung| Some((rung, middle(rung)?)))
        .collect();
    let mut seen: Vec<u16> = Vec::new();
    let mut equal = Vec::new();
    for rung in of_ladder().filter(|&rung| facts.scale.placing(rung) == Placing::Unplaced) {
        let (track, Some(pay)) = (org.rung_place(rung).track, middle(rung)) else { continue };
        if seen.last() == Some(&track) {
            continue;
        }
        seen.push(track);
        let nearest = scale.iter().min_by(|a, b| (a.1 - pay).abs().total_cmp(&(b.1 - pay).abs()));
        equal.extend(nearest.map(|&(on, _)| Equivalence {
            entry: org.rung(rung).code.clone(),
            equals: org.rung(on).code.clone(),
            stated: Stated::Implied,
        }));
    }
    let pairs: Vec<String> = equal.iter().map(|it| format!("{} = {}", it.entry, it.equals)).collect();
    if pairs.is_empty() {
        return None;
    }
    let title = format!("Suggest {}, by pay", some_of(&pairs, QUOTED));
    let detail = "Their pay bands are closest. The equivalence is implied, not stated, so findings based on it are \
                  at most possible until someone confirms it. Changes the ladder";
    Some(Advice::new(title, detail).doing(ladder::changed(facts, ladder, |it| it.equivalences.extend(equal))))
}

/// Edit that removes the equivalences and grades that contradict an earlier one.
fn without_set_aside(facts: &Facts, finding: &Finding, ladder: u16) -> Option<Edit> {
    let gone: HashSet<&str> = set_aside(facts, finding).map(|it| it.set_aside.as_str()).collect();
    let is_gone = |entry: &str, equals: &str| gone.contains(format!("{entry} = {equals}").as_str());
    ladder::changed(facts, ladder, |it| {
        it.equivalences.retain(|pair| !is_gone(&pair.entry, &pair.equals) && !is_gone(&pair.equals, &pair.entry));
        let entries = it.tracks.iter_mut().flat_map(|track| &mut track.entries);
        entries.filter(|entry| is_gone(&entry.code, OWN_GRADE)).for_each(|entry| entry.grade = None);
    })
}

fn see(facts: &Facts, findings: &mut Vec<Finding>) {
    let mut found = vec![(0u32, 0u32); facts.org.head.ladders.len()];
    for rung in facts.org.rungs() {
        let place = facts.org.rung_place(rung);
        if place.entry == 0 && facts.scale.placing(rung) == Placing::Unplaced {
            found[usize::from(place.ladder)].0 += 1;
        }
    }
    for contradiction in &facts.scale.contradictions {
        if let Some((_, contradictions)) = found.get_mut(contradiction.ladder) {
            *contradictions += 1;
        }
    }
    for (ladder, (tracks, contradictions)) in (0..).zip(found) {
        if tracks + contradictions > 0 {
            let numbers =
                [("tracks_not_compared", f64::from(tracks)), ("equivalences_set_aside", f64::from(contradictions))];
            findings.push(Finding::new(&RULE, Subject::Ladder(ladder), Answer::Confirmed, numbers));
        }
    }
}

fn set_aside<'a>(
    facts: &Facts<'a>,
    finding: &Finding,
) -> impl Iterator<Item = &'a crate::measure::Contradiction> + use<'a> {
    let subject = finding.subject;
    let contradictions = facts.scale.contradictions.iter();
    contradictions.filter(move |it| subject == Subject::Ladder(it.ladder as u16))
}
