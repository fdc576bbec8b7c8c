//! No rung above: a person who prefers the craft is at the end of the IC track, and the record reaches further.

use super::facts::confirmed_if;
use super::remedies::{NO_COST, ladder, person};
use super::words::{limit, rungs, some_of};
use super::{Advice, Check, Facts, Finding, Rule, Severity, Subject, Unit};
use crate::measure::{Measured, SAME_GRADE, meets};
use crate::org::{Answer, TrackKind};

/// Rungs by which the record has to exceed the present rung.
const RUNGS: f64 = 1.0;

/// Rule of METHOD.md section 6.
pub const RULE: Rule = Rule {
    id: "no-rung-above",
    title: "No rung above",
    why: "Where the IC track has no next rung, the next offer is management or another employer",
    unit: Unit::Rungs,
    reads_evidence: true,
    check: Check::Person(check),
    threshold: |_, _| format!("threshold {} above the top IC rung", limit(RUNGS)),
    say: |_, finding| {
        format!("Prefers technical work, is on the top IC rung, and impact reaches {} higher", rungs(finding.size()))
    },
    advise,
};

fn check(facts: &Facts, measured: &Measured) -> Option<Finding> {
    let (impact, person) = (measured.impact?, measured.person);
    let preference = facts.org.details(person).preference.as_ref()?;
    let (r, marks) = (facts.measure().rung_grade(person)?, facts.measure().marks(person)?);
    let is_top = facts.org.track_kind(person) == Some(TrackKind::Ic) && r >= marks.top_ic? - SAME_GRADE;
    let above = impact.lo - r;
    if preference.answer != Answer::Craft || !is_top || !meets(above, RUNGS) {
        return None;
    }
    let firm = facts.is_rung_firm(person) && facts.is_evidence_firm(measured) && !marks.top_ic_implied;
    let numbers = [("above_rung", above), ("I_lo", impact.lo), ("r", r)];
    let finding = Finding::new(&RULE, Subject::Person(person), confirmed_if(firm), numbers);
    Some(finding.sized(Severity::of_rungs(above)))
}

fn advise(facts: &Facts, finding: &Finding) -> Vec<Advice> {
    let number = |name| finding.number(name).unwrap_or(0.0);
    let (Some(who), lo) = (finding.person(), number("I_lo")) else { return Vec::new() };
    let mut advice = Vec::new();
    let measured = facts.measure().of(who);
    if let (Some(impact), Some(now)) = (measured.impact, measured.authority)
        && now.d.is_none_or(|d| d + SAME_GRADE < lo)
        && facts.org.details(who).stated_authority.is_none()
    {
        let gap = person::gap_after(facts, who, &impact, &now, [now.r, Some(lo), now.b]).unwrap_or_default();
        advice.push(
            Advice::new(
                format!("Give a technical Decide right at grade {lo:.1}, the supported value"),
                format!("Within the current rung, which stays the top one. {gap}. First: name the decision. {NO_COST}"),
            )
            .doing([person::give_right(facts, who, lo)]),
        );
    }
    let Some(ladder) = facts.org.seat(who).map(|seat| facts.org.rung_place(seat.rung).ladder) else { return advice };
    // A whole rung, so that it is a step for others too.
    let next = number("r") + RUNGS;
    let detail = "One rung above the current one, as the supported value justifies. First: its pay band, decision \
                  rights, budget and forums, and who else is offered it. No one moves yet. Changes the ladder";
    advice.push(match ladder::carried_up(facts, ladder, next) {
        Some((edits, codes)) => Advice::new(format!("Open {}", some_of(&codes, 4)), detail).doing(edits),
        None => Advice::new("Open another rung on the IC track", detail),
    });
    advice
}
