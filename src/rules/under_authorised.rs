//! Authority below the record: authority lower than the impact that the record supports.

use super::facts::confirmed_if;
use super::remedies::seat::{highest_ic, ic_peer, move_to};
use super::remedies::{NO_COST, ladder, person};
use super::words::{limit, money, rungs, some_of};
use super::{Advice, Check, Facts, Finding, Rule, Severity, Subject, Unit};
use crate::measure::{LineOfEvidence, Measured, SAME_GRADE, STATED, impact_of, meets};
use crate::org::{PersonId, Provenance, RungId, TrackKind};

/// Rule of METHOD.md sections 5 and 6.
pub const RULE: Rule = Rule {
    id: "under-authorised",
    title: "Authority below the record",
    why: "People who shape a system need a say in its decisions",
    unit: Unit::Rungs,
    reads_evidence: true,
    check: Check::Person(check),
    threshold,
    say,
    advise,
};

/// Probability from which a careful gap of half the limit is a strong signal.
const LIKELY: f64 = 0.5;
/// Probability from which the middle gap alone is a possible signal.
const POSSIBLE: f64 = 0.2;

fn check(facts: &Facts, measured: &Measured) -> Option<Finding> {
    let (impact, authority, gap) = (measured.impact?, measured.authority?, measured.gap?);
    let (person, measure) = (measured.person, facts.measure());
    let limit = measure.constants(person).limit;
    let (is_careful, is_middle) = (meets(gap.lo, limit), meets(gap.mid, limit));
    // The probability is costly and decides nothing for most people: stop before computing it.
    if !is_careful && !is_middle && !meets(gap.lo, limit / 2.0) {
        return None;
    }
    let sure = measure.sure(measured)?;
    let is_strong = meets(gap.lo, limit / 2.0) && meets(sure.p, LIKELY);
    let is_possible = is_middle && meets(sure.p, POSSIBLE);
    if !(is_strong || is_careful || is_possible) {
        return None;
    }
    let is_stated = facts.org.details(person).stated_authority.is_some();
    // If the stated grades alone would be strong as well, the finding does not rest on anchors, and no further line can
    // weaken it (METHOD.md section 6).
    let by_stated = || {
        let stated: Vec<LineOfEvidence> = measured.lines.iter().filter(|line| line.kind == STATED).cloned().collect();
        let lo = impact_of(&stated, measure.constants(person).missing_line).map(|it| it.lo - authority.hi);
        lo.is_some_and(|lo| meets(lo, limit / 2.0))
            && measure.sure_of(measured, &stated).is_some_and(|sure| meets(sure.p, LIKELY))
    };
    let firm = (is_stated || facts.is_rung_firm(person)) && (facts.is_evidence_firm(measured) || by_stated());
    let (lo, mid) = (("gap_lo", gap.lo), ("gap_mid", gap.mid));
    let (first, second) = if is_strong || is_careful { (lo, mid) } else { (mid, lo) };
    let numbers = [
        first,
        second,
        ("gap_face", gap.face),
        ("I_lo", impact.lo),
        ("I_mid", impact.mid),
        ("I_face", impact.face),
        ("A", authority.grade),
        ("A_hi", authority.hi),
    ];
    let answer = confirmed_if(is_strong && firm);
    let finding = Finding::new(&RULE, Subject::Person(person), answer, numbers).sized(Severity::of_rungs(gap.lo));
    Some(Finding { sure: Some(sure), ..finding })
}

fn threshold(facts: &Facts, finding: &Finding) -> String {
    let constants = finding.constants(facts);
    format!("threshold {}, or half of that if at least as likely as not", limit(constants.limit))
}

fn say(facts: &Facts, finding: &Finding) -> String {
    let gap = rungs(finding.size());
    let p = finding.sure.map_or(1.0, |sure| sure.p);
    match finding.answer {
        super::Answer::Confirmed => format!("Decision authority is {gap} below their record"),
        // Only the careful gap supports the finding: say both that and why it is not likely.
        _ if !meets(p, LIKELY) && finding.numbers.first().is_some_and(|(name, _)| *name == "gap_lo") => {
            format!(
                "Decision authority is possibly {gap} below their record by the conservative gap, but {}",
                unsure(facts, finding)
            )
        }
        _ => format!("Decision authority is possibly {gap} below their record"),
    }
}

/// Reason that a careful gap exists and is still not likely.
fn unsure(facts: &Facts, finding: &Finding) -> &'static str {
    let lines = finding.person().map(|who| facts.measure().lines(who)).unwrap_or_default();
    let reads = lines.iter().map(|line| line.reading.at);
    let (low, high) = reads.fold((f64::INFINITY, 0.0f64), |(low, high), at| (low.min(at), high.max(at)));
    let is_soft = lines.iter().any(|line| line.provenance < Provenance::Measured);
    match (high - low >= FAR_APART, is_soft) {
        (true, _) => "the lines of evidence contradict one another",
        (false, true) => "they rest on anecdotal evidence",
        (false, false) => "few lines and a small gap are rarely more than noise",
    }
}

/// Distance in rungs between the highest and the lowest line from which they contradict one another.
const FAR_APART: f64 = 3.0;

/// Remedies within the present rung come first, and the supported value before face value.
fn advise(facts: &Facts, finding: &Finding) -> Vec<Advice> {
    let Some(who) = finding.person() else { return Vec::new() };
    let measured = facts.measure().of(who);
    let (Some(impact), Some(now)) = (measured.impact, measured.authority) else { return Vec::new() };
    if facts.org.details(who).stated_authority.is_some() {
        let detail = "Authority here is a grade given directly in the file; decision rights and limits would show \
                      what it consists of. No cost";
        return vec![Advice::new("Record the person's decision rights", detail)];
    }
    let mut advice = Vec::new();
    let supported = highest_ic(facts, who, impact.lo);
    let code = |rung: RungId| &facts.org.rung(rung).code;
    let after = |parts| person::gap_after(facts, who, &impact, &now, parts).unwrap_or_default();
    if let Some((rung, grade)) = supported
        && now.d.is_none_or(|d| d + SAME_GRADE < grade)
    {
        let title = format!("Give a technical Decide right at {}, at the supported value", code(rung));
        let gap = after([now.r, Some(grade), now.b]);
        let detail = format!("{gap}. First: name the decision and the level at which it is made. {NO_COST}");
        advice.push(Advice::new(title, detail).doing([person::give_right(facts, who, grade)]));
    }
    if let Some((rung, grade)) = highest_ic(facts, who, impact.face)
        && supported.is_none_or(|(_, lower)| grade > lower + SAME_GRADE)
    {
        advice.push(Advice::new(
            format!("Go up to {} only if the face value is confirmed", code(rung)),
            format!(
                "Impact is {:.1} at face value and {:.1} at the supported value: have the largest line measured or \
                 audited first. {NO_COST}",
                impact.face, impact.lo
            ),
        ));
    }
    if let Some((rung, grade)) = supported {
        if now.b.is_none_or(|b| b + SAME_GRADE < grade)
            && let Some((limit, edit)) = person::raise_limit(facts, who, grade)
        {
            let title = format!(
                "Raise the technical spending limit to that of {}, {}",
                code(rung),
                money(limit, &facts.org.head.currency)
            );
            let gap = after([now.r, now.d, Some(grade)]);
            let detail =
                format!("Accounts for a quarter of authority. {gap}. First: agree who grants it. Commits budget");
            advice.push(Advice::new(title, detail).doing([edit]));
        }
        if now.r.is_some_and(|r| r + SAME_GRADE < grade) {
            let title = format!("Move to {} at the supported value", code(rung));
            let rests =
                format!("Impact is {:.1} at the supported value and {:.1} at face value.", impact.lo, impact.face);
            advice.push(move_to(facts, who, rung, None, title, &rests));
        }
    }
    if facts.org.track_kind(who) == Some(TrackKind::Management) && ic_peer(facts, who).is_none() {
        advice.push(open_beside(facts, who));
    }
    advice
}

/// Advice to carry the IC track up to the present rung; nobody moves with it.
fn open_beside(facts: &Facts, who: PersonId) -> Advice {
    let detail = "This authority then needs no team. First: its pay band, decision rights, budget and forums. No one \
                  moves yet. Changes the ladder";
    let seat = facts.org.seat(who).map(|seat| facts.org.rung_place(seat.rung).ladder);
    let (Some(ladder), Some(r)) = (seat, facts.measure().rung_grade(who)) else {
        return Advice::new("Open an IC rung equal to the current one", detail);
    };
    let is_beyond = facts.marks(ladder).top_ic.is_some_and(|top| top < r - SAME_GRADE);
    match ladder::carried_up(facts, ladder, r).filter(|_| is_beyond) {
        Some((edits, codes)) => {
            Advice::new(format!("Open {} on the IC track", some_of(&codes, 4)), detail).doing(edits)
        }
        None => Advice::new("Open an IC rung equal to the current one", detail),
    }
}
