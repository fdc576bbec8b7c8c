//! Lost practitioner (the Peter check): a move into management after which more of the craft is gone than regression to
//! the mean explains.

use super::facts::confirmed_if;
use super::words::{limit, rungs};
use super::{Advice, Answer, Check, Facts, Finding, Rule, Severity, Subject, Unit};
use crate::measure::{EXPECTED_AFTER, LOST_FROM, STATED, lost_craft};
use crate::org::{self, PersonId};

/// Rule of METHOD.md sections 6 and 7a.
pub const RULE: Rule = Rule {
    id: "lost-practitioner",
    title: "Technical impact lost after promotion",
    why: "Promoting the best practitioners out of technical work can cost both that work and the team",
    unit: Unit::Rungs,
    reads_evidence: true,
    check: Check::Compared(check),
    threshold: |_, _| {
        let kept = EXPECTED_AFTER * 100.0;
        format!("threshold {} beyond regression to the median practitioner ({kept:.0} % retained)", limit(LOST_FROM))
    },
    say: |_, finding| {
        let number = |name| finding.number(name).unwrap_or(0.0);
        format!(
            "Since the move into management, impact fell from {:.1} to {:.1}, {} more than regression to the median \
             explains",
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
            "Ask what is missing from the record since the move",
            "Work done for a team leaves little technical evidence. No cost",
        ),
        Advice::new(
            "Restore time and authority for technical work in the current rung",
            "A technical decision right, and part of the week for technical work. No cost",
        ),
        Advice::new(
            "Offer an equal position on the IC track",
            "First: a rung of the same grade with pay band, decision rights and budget, and agreement on who takes \
             the reports. Can change pay",
        ),
    ];
    if finding.answer != Answer::Confirmed {
        advice
            .insert(0, Advice::new("Ask the career question", "The person's own wish to lead people decides. No cost"));
    }
    advice
}
