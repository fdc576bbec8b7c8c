//! No equivalence: tracks that cannot be compared, and equivalences that contradict each other.

use super::words::{count, some_of};
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit, nobody};
use crate::measure::Placing;

/// Contradictions quoted in one line.
const QUOTED: usize = 2;

/// See METHOD.md sections 1 and 6.
pub const RULE: Rule = Rule {
    id: "no-equivalence",
    title: "Tracks not compared",
    why: "Without a rung that is called equal, two tracks cannot be laid side by side",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Whole { see, people: nobody },
    threshold: |_, _| "threshold: one track without an equivalence, or two that contradict each other".to_owned(),
    say: |facts, finding| {
        let tracks = finding.number("tracks_not_compared").unwrap_or(0.0) as usize;
        let mut parts = Vec::new();
        if tracks > 0 {
            parts.push(format!("{} not compared: say which rungs are equal", count(tracks, "track is", "tracks are")));
        }
        let quoted: Vec<String> = set_aside(facts, finding)
            .map(|it| format!("`{}` is set aside, because it contradicts `{}`", it.set_aside, it.kept))
            .collect();
        if !quoted.is_empty() {
            parts.push(some_of(&quoted, QUOTED));
        }
        parts.join("; ")
    },
    advise: |facts, finding| {
        let mut advice = vec![Advice::new(
            "Say which rungs are equal",
            "One stated pair places a track, two fix its steps. No cost: pay and budget stay as they are, the \
             ladder says what was meant",
        )];
        if set_aside(facts, finding).next().is_some() {
            advice.push(Advice::new("Correct one of the two", "A higher rung has to equal a higher rung"));
        }
        advice
    },
};

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
