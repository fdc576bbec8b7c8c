//! Paper title: a rung at or above the fork with the decisions and budget of a much lower one.

use super::facts::confirmed_if;
use super::remedies::seat::highest_ic;
use super::remedies::{NO_COST, person};
use super::words::{limit, money, rungs};
use super::{Advice, Check, Facts, Finding, Rule, Severity, Subject, Unit};
use crate::measure::{Measured, SAME_GRADE, meets};

/// Rule of METHOD.md section 6.
pub const RULE: Rule = Rule {
    id: "paper-title",
    title: "Title without authority",
    why: "A rung promises decisions and a budget; without them it is an empty title",
    unit: Unit::Rungs,
    reads_evidence: false,
    check: Check::Person(check),
    threshold: |facts, finding| {
        let constants = finding.constants(facts);
        format!("threshold {}", limit(constants.paper_limit))
    },
    say: |_, finding| format!("Decisions and budget are {} below the title", rungs(finding.size())),
    advise,
};

fn check(facts: &Facts, measured: &Measured) -> Option<Finding> {
    let person = measured.person;
    let (authority, marks) = (measured.authority?, facts.measure().marks(person)?);
    let (r, d, b) = (authority.r?, authority.d?, authority.b?);
    let below = r - (2.0 * d + b) / 3.0;
    if !meets(r, marks.fork?) || !meets(below, facts.measure().constants(person).paper_limit) {
        return None;
    }
    let answer = confirmed_if(facts.is_rung_firm(person) && !marks.fork_implied);
    let numbers = [("below_title", below), ("r", r), ("d", d), ("b", b)];
    Some(Finding::new(&RULE, Subject::Person(person), answer, numbers).sized(Severity::of_rungs(below)))
}

/// Remedies aim at what the record supports; without a record, at what the rung promises.
fn advise(facts: &Facts, finding: &Finding) -> Vec<Advice> {
    let Some(who) = finding.person() else { return Vec::new() };
    let number = |name| finding.number(name).unwrap_or(0.0);
    let (r, d, b) = (number("r"), number("d"), number("b"));
    let supported = facts.measure().impact(who).and_then(|impact| highest_ic(facts, who, impact.lo.min(r)));
    let own = || facts.org.seat(who).map(|seat| (seat.rung, r));
    let rests =
        if supported.is_some() { "the supported value" } else { "what the rung promises, as there is no evidence" };
    let Some((rung, grade)) = supported.or_else(own) else { return Vec::new() };
    let code = &facts.org.rung(rung).code;
    let goes = |d: f64, b: f64| format!("falls from {:.1} to {:.1} rungs", finding.size(), r - (2.0 * d + b) / 3.0);
    let mut advice = Vec::new();
    if d + SAME_GRADE < grade {
        let detail = format!(
            "Within the current rung, based on {rests}. The shortfall against the title {}. First: name the decision \
             and the level at which it is made. {NO_COST}",
            goes(grade, b)
        );
        let title = format!("Give a technical Decide right at {code}");
        advice.push(Advice::new(title, detail).doing([person::give_right(facts, who, grade)]));
    }
    if b + SAME_GRADE < grade
        && let Some((limit, edit)) = person::raise_limit(facts, who, grade)
    {
        let detail = format!(
            "Within the current rung, based on {rests}. The shortfall against the title {}. First: agree who grants \
             it. Commits budget",
            goes(d, grade)
        );
        let title =
            format!("Raise the technical spending limit to that of {code}, {}", money(limit, &facts.org.head.currency));
        advice.push(Advice::new(title, detail).doing([edit]));
    }
    advice.push(Advice::new(
        "Ask what the title is for",
        format!(
            "It may promise more than was intended, or the decision rights may exist but not be recorded. {NO_COST}"
        ),
    ));
    advice
}
