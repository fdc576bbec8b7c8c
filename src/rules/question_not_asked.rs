//! Question not asked: impact at or above the fork, and nobody has asked what the person wants.

use super::facts::confirmed_if;
use super::{Advice, Check, Facts, Finding, Rule, Subject, Unit};
use crate::measure::{Measured, meets, months_before};
use crate::org::Answer;

/// Rule of METHOD.md section 6. No record counts as never asked; an answer without a date counts as asked.
pub const RULE: Rule = Rule {
    id: "question-not-asked",
    title: "Career question not asked",
    why: "People who could go either way should be asked before others decide for them",
    unit: Unit::Rungs,
    reads_evidence: true,
    check: Check::Person(check),
    threshold: |facts, finding| {
        let measure = facts.measure();
        let fork = finding.person().and_then(|person| measure.marks(person)?.fork);
        let months = finding.constants(facts).asked_months;
        match fork {
            Some(fork) => format!("threshold: the fork at grade {fork:.1}, not asked for {months} months"),
            None => format!("threshold: the fork, not asked for {months} months"),
        }
    },
    say: |_, finding| match finding.number("days_since") {
        Some(_) => "Impact is at or above the fork, and the career question was last asked too long ago".to_owned(),
        None => "Impact is at or above the fork, and there is no record of the career question being asked".to_owned(),
    },
    advise: |_, _| {
        vec![Advice::new(
            "Ask the career question and record the answer",
            "Lead people, or get more resources and authority for the specialised work you love? No cost",
        )]
    },
};

fn check(facts: &Facts, measured: &Measured) -> Option<Finding> {
    let person = measured.person;
    let (impact, marks) = (measured.impact?, facts.measure().marks(person)?);
    let fork = marks.fork?;
    if !meets(impact.mid, fork) {
        return None;
    }
    let as_of = facts.org.head.as_of;
    let asked = facts.org.details(person).preference.as_ref().filter(|answer| answer.answer != Answer::NotAsked);
    let mut numbers = vec![("above_fork", impact.mid - fork), ("I_mid", impact.mid), ("fork", fork)];
    if let Some(asked) = asked {
        let date = asked.date?;
        if date >= months_before(as_of, facts.measure().constants(person).asked_months) {
            return None;
        }
        numbers.push(("days_since", crate::measure::days(date, as_of) as f64));
    }
    let firm = facts.is_evidence_firm(measured) && facts.is_seat_firm(person) && !marks.fork_implied;
    Some(Finding::new(&RULE, Subject::Person(person), confirmed_if(firm), numbers))
}
