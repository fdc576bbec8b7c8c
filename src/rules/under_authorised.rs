//! Authority below the record: what somebody decides is lower than what the record supports.

use super::facts::confirmed_if;
use super::words::{amount, limit, rungs};
use super::{Advice, Check, Facts, Finding, Rule, Severity, Subject, Unit};
use crate::measure::{
    Authority, Impact, LineOfEvidence, Measured, SAME_GRADE, STATED, authority_mean, impact_of, meets,
};
use crate::org::{Entry, PersonId, RungId, TrackKind};

/// See METHOD.md sections 5 and 6.
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

fn check(facts: &Facts, measured: &Measured) -> Option<Finding> {
    let (impact, authority, gap) = (measured.impact?, measured.authority?, measured.gap?);
    let person = measured.person;
    let constants = facts.measure().constants(person);
    let is_strong = meets(gap.lo, constants.limit);
    if !is_strong && !meets(gap.mid, constants.limit) {
        return None;
    }
    let is_stated = facts.org.details(person).stated_authority.is_some();
    // Where the stated grades carry the finding alone it does not rest on anchors, and no further line can take
    // that away (METHOD.md section 8, law 2).
    let by_stated = || {
        let stated: Vec<LineOfEvidence> = measured.lines.iter().filter(|line| line.kind == STATED).cloned().collect();
        impact_of(&stated, constants.missing_line).is_some_and(|it| meets(it.lo - authority.hi, constants.limit))
    };
    let firm = (is_stated || facts.is_rung_firm(person)) && (facts.is_evidence_firm(measured) || by_stated());
    let (lo, mid) = (("gap_lo", gap.lo), ("gap_mid", gap.mid));
    let (first, second) = if is_strong { (lo, mid) } else { (mid, lo) };
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
    Some(Finding::new(&RULE, Subject::Person(person), answer, numbers).sized(Severity::of_rungs(gap.lo)))
}

fn threshold(facts: &Facts, finding: &Finding) -> String {
    let constants = finding.constants(facts);
    format!("threshold {}", limit(constants.limit))
}

fn say(_: &Facts, finding: &Finding) -> String {
    let gap = rungs(finding.size());
    match finding.answer {
        super::Answer::Confirmed => format!("Decides {gap} below the record"),
        _ => format!("Possibly {gap} below the record"),
    }
}

/// Remedies within the present rung come first, the supported value before face value.
fn advise(facts: &Facts, finding: &Finding) -> Vec<Advice> {
    let Some(person) = finding.person() else { return Vec::new() };
    let measured = facts.measure().of(person);
    let (Some(impact), Some(authority)) = (measured.impact, measured.authority) else { return Vec::new() };
    let mut advice = Vec::new();
    if facts.org.details(person).stated_authority.is_some() {
        advice.push(Advice::new(
            "Record what the person decides",
            "The authority here is a grade that the file just gives; rights and limits would show what it is made of. \
             No cost: pay, budget and ladder stay as they are",
        ));
        return advice;
    }
    let supported = highest_ic(facts, person, impact.lo);
    if let Some((_, entry, grade)) = supported {
        advice.extend(give_right(facts, person, &impact, &authority, &entry.code, grade));
    }
    if let Some((_, entry, grade)) = highest_ic(facts, person, impact.face)
        && supported.is_none_or(|(_, _, lower)| grade > lower + SAME_GRADE)
    {
        advice.push(Advice::new(
            format!("Up to {} only if the face value is confirmed", entry.code),
            format!(
                "At face value the record reads {:.1}, supported it reads {:.1}: have its largest line measured or \
                 audited first. No cost: pay, budget and ladder stay as they are",
                impact.face, impact.lo
            ),
        ));
    }
    if let Some((rung, entry, grade)) = supported {
        if authority.b.is_some_and(|b| b + SAME_GRADE < grade) {
            advice.push(Advice::new(
                format!("Raise the technical spending limit to that of {}", entry.code),
                "Counts a quarter of authority. Before it: an entry in the delegation table. It commits budget",
            ));
        }
        if authority.r.is_some_and(|r| r + SAME_GRADE < grade) {
            advice.push(move_to(facts, person, rung, entry));
        }
    }
    if facts.org.track_kind(person) == Some(TrackKind::Management) && !has_ic_peer(facts, person) {
        advice.push(Advice::new(
            "Open an IC rung beside the present one",
            "Then this authority needs no team. Before it: its pay band, rights, budget and forums. It changes the \
             ladder",
        ));
    }
    advice
}

/// A right at the supported value, with the gap afterwards in both directions.
fn give_right(
    facts: &Facts,
    person: PersonId,
    impact: &Impact,
    authority: &Authority,
    code: &str,
    at: f64,
) -> Option<Advice> {
    let d = authority.d.map_or(at, |d| d.max(at));
    if authority.d.is_some_and(|before| before + SAME_GRADE >= at) {
        return None;
    }
    let parts = [authority.r, Some(d), authority.b];
    let (grade, missing) = authority_mean(parts, facts.measure().constants(person))?;
    let above = match d - impact.face {
        above if above > 0.05 => format!("the right would stand {} above the record at face value", rungs(above)),
        _ => "the right would not stand above the record at face value".to_owned(),
    };
    Some(Advice::new(
        format!("Give a technical Decide right at {code}, at the supported value"),
        format!(
            "The careful gap goes from {:.1} to {:.1}, the middle one from {:.1} to {:.1}; {above}. Before it: name \
             the decision and where it sits. No cost: pay, budget and ladder stay as they are",
            impact.lo - authority.hi,
            impact.lo - (grade + missing),
            impact.mid - authority.grade,
            impact.mid - grade,
        ),
    ))
}

fn move_to(facts: &Facts, person: PersonId, rung: RungId, entry: &Entry) -> Advice {
    let mut before = Vec::new();
    if entry.rights.is_empty() {
        before.push("its decision rights");
    }
    if entry.budgets.is_empty() {
        before.push("its budget");
    }
    let pay = match (entry.pay, facts.org.yearly_pay(person)) {
        (None, _) => {
            before.push("its pay band");
            String::new()
        }
        (Some((low, _)), Some(pay)) if pay < low => format!("; pay is {} below the band", amount(low - pay)),
        (Some((_, high)), Some(pay)) if pay > high => format!("; pay is {} above the band", amount(pay - high)),
        (Some(_), Some(_)) => "; pay is within the band".to_owned(),
        (Some(_), None) => "; pay is not recorded".to_owned(),
    };
    let before = if before.is_empty() { "nothing more".to_owned() } else { before.join(", ") };
    let seats = facts.seats(rung).people;
    Advice::new(
        format!("Move to {} at the supported value", entry.code),
        format!(
            "Before it: {before}{pay}. {} there today. It changes pay or budget",
            super::words::count(seats as usize, "person sits", "people sit")
        ),
    )
}

/// The highest open IC rung of the person's ladder at or below a grade.
fn highest_ic<'a>(facts: &Facts<'a>, person: PersonId, below: f64) -> Option<(RungId, &'a Entry, f64)> {
    let ic = open_ic(facts, person).filter(|&(_, _, grade)| grade <= below + SAME_GRADE);
    ic.max_by(|a, b| a.2.total_cmp(&b.2))
}

fn has_ic_peer(facts: &Facts, person: PersonId) -> bool {
    let r = facts.measure().rung_grade(person);
    r.is_none_or(|r| open_ic(facts, person).any(|(_, _, grade)| (grade - r).abs() <= SAME_GRADE))
}

fn open_ic<'a>(facts: &Facts<'a>, person: PersonId) -> impl Iterator<Item = (RungId, &'a Entry, f64)> {
    let (org, scale) = (facts.org, facts.scale);
    let ladder = org.seat(person).map(|seat| org.rung_place(seat.rung).ladder);
    org.rungs()
        .filter(move |&rung| {
            Some(org.rung_place(rung).ladder) == ladder && org.track(rung).kind == TrackKind::Ic && org.rung(rung).open
        })
        .filter_map(move |rung| Some((rung, org.rung(rung), scale.grade(rung)?)))
}
