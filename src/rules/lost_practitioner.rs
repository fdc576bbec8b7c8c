//! Lost practitioner (the Peter check): after a move into management more of the craft is gone than falling back to
//! the usual explains.

use super::facts::confirmed_if;
use super::words::{limit, rungs};
use super::{Advice, Answer, Check, Facts, Finding, Rule, Severity, Subject, Unit};
use crate::measure::{EXPECTED_AFTER, LOST_FROM, STATED, lost_craft};
use crate::org::{self, PersonId};

/// See METHOD.md sections 6 and 7a.
pub const RULE: Rule = Rule {
    id: "lost-practitioner",
    title: "Craft lost to a promotion",
    why: "Promoting the best of a craft out of it can cost the craft and the team",
    unit: Unit::Rungs,
    reads_evidence: true,
    check: Check::Compared(check),
    threshold: |_, _| {
        let kept = EXPECTED_AFTER * 100.0;
        format!("threshold {} beyond falling back to the median practitioner, {kept:.0} of 100 kept", limit(LOST_FROM))
    },
    say: |_, finding| {
        let number = |name| finding.number(name).unwrap_or(0.0);
        format!(
            "Since the move into management the record fell from {:.1} to {:.1}, {} more than falling back to the \
             usual explains",
            number("I_pre_mid"),
            number("I_post_mid"),
            rungs(finding.size())
        )
    },
    advise,
};

fn check(facts: &Facts, person: PersonId) -> Option<Finding> {
    let (measure, practitioner) = (facts.measure(), facts.indices.practitioner?);
    let converted = measure.converted(person)?;
    let fork = measure.marks(person)?.fork;
    let excess = lost_craft(&converted, fork, Some(practitioner))?;
    let answer = facts.org.details(person).preference.as_ref().map(|preference| preference.answer);
    let wants_the_craft = match answer {
        Some(org::Answer::Lead) => return None,
        Some(org::Answer::Craft | org::Answer::Projects) => true,
        Some(org::Answer::Undecided | org::Answer::NotAsked) | None => false,
    };
    let is_stated = |item: &org::Evidence| item.kind == STATED;
    let has_anchors = measure.constants(person).anchors_confirmed || facts.org.evidence(person).all(is_stated);
    let numbers = [
        ("E", excess),
        ("I_pre_mid", converted.before.mid),
        ("I_post_mid", converted.after.mid),
        ("practitioner", practitioner),
        ("fork", fork?),
    ];
    let answer = confirmed_if(wants_the_craft && has_anchors && facts.is_rung_firm(person));
    let severity = Severity::of_rungs(excess);
    Some(Finding::new(&RULE, Subject::Person(person), answer, numbers).sized(severity))
}

fn advise(_: &Facts, finding: &Finding) -> Vec<Advice> {
    let mut advice = vec![
        Advice::new(
            "Ask what the record misses since the move",
            "What is done for a team leaves few lines of technical evidence. No cost: pay, budget and ladder stay as \
             they are",
        ),
        Advice::new(
            "Give back time and authority for the craft in the present rung",
            "A technical right, and a part of the week that is the craft's. No cost: pay, budget and ladder stay as \
             they are",
        ),
        Advice::new(
            "Offer the same standing on the IC track",
            "Before it: a rung of the same grade with its band, rights and budget, and who takes the reports. It can \
             change pay",
        ),
    ];
    if finding.answer != Answer::Confirmed {
        advice.insert(0, Advice::new("Ask the question", "Whether leading people is what the person wants decides. No cost: pay, budget and ladder stay as they are"));
    }
    advice
}
