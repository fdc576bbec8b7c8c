//! Replacing a ladder by another: the seats carried over, those that lose their rung, and the findings afterwards.

use crate::edit::{Edit, EditError, set_ladders};
use crate::measure::Scale;
use crate::org::{Builder, Head, Ladder, Org, RungId, Seat, SeatSource, TrackKind};
use crate::rules::{Judgement, Rule};
use std::collections::HashMap;

/// Fate of people whose rung the new ladder lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rest {
    /// They have no rung until somebody assigns one.
    #[default]
    WithoutRung,
    /// The rung with the nearest grade on the same track is suggested.
    Nearest,
}

/// Effect of replacing a ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct Switch {
    /// The edit, made as one step.
    pub edit: Edit,
    /// Number of seats carried over to the rung with the same code.
    pub by_code: usize,
    /// Number of seats for which the nearest rung is suggested.
    pub suggested: usize,
    /// Number of seats that lose their rung.
    pub lost: usize,
    /// Codes that the new ladder lacks, with the number of people on each, in file order.
    pub lost_rungs: Vec<(String, usize)>,
}

/// Replaces the ladder at `at`; without any ladder the new one becomes the first. Kinds of evidence that only the old
/// one has are kept, so that no line stops counting; anchors are the new one's, unconfirmed. Refused like
/// [`set_ladders`].
pub fn switch(org: &Org, scale: &Scale, at: u16, new: Ladder, rest: Rest) -> Result<Switch, EditError> {
    let mut ladders = org.head.ladders.clone();
    let old = ladders.get(usize::from(at)).cloned();
    let new = prepared(new, old.as_ref(), &ladders, usize::from(at));
    match ladders.get_mut(usize::from(at)) {
        Some(place) => *place = new,
        None => ladders.push(new),
    }
    let edit = set_ladders(ladders.clone())?;
    let after = of_ladders(ladders);
    let new_scale = Scale::of(&after);
    let at = at.min(org.head.ladders.len() as u16);
    let of_new = || after.rungs_of(at);
    let by_code: HashMap<&str, RungId> = of_new().map(|rung| (after.rung(rung).code.as_str(), rung)).collect();
    // Target of each rung, decided once for everybody on it.
    enum To {
        Elsewhere,
        SameCode,
        Nearest(RungId),
        Nothing,
    }
    let to: Vec<To> = org
        .rungs()
        .map(|rung| {
            if org.rung_place(rung).ladder != at {
                return To::Elsewhere;
            }
            if by_code.contains_key(org.rung(rung).code.as_str()) {
                return To::SameCode;
            }
            let grade = scale.grade(rung).filter(|_| rest == Rest::Nearest);
            let near = grade.and_then(|grade| nearest((&after, &new_scale), of_new(), org.track(rung).kind, grade));
            near.map_or(To::Nothing, To::Nearest)
        })
        .collect();
    let mut found = Switch { edit: Edit::All(Vec::new()), by_code: 0, suggested: 0, lost: 0, lost_rungs: Vec::new() };
    let mut lost = vec![0; to.len()];
    let (mut leave, mut sit) = (Vec::new(), Vec::new());
    for person in org.people() {
        let Some(seat) = org.seat(person) else { continue };
        match to[usize::from(seat.rung.0)] {
            To::Elsewhere => continue,
            To::SameCode => {
                found.by_code += 1;
                continue;
            }
            To::Nearest(rung) => {
                found.suggested += 1;
                sit.push(Edit::MoveToSeat { person, seat: Some(Seat { rung, source: SeatSource::Suggested }) });
            }
            To::Nothing => found.lost += 1,
        }
        lost[usize::from(seat.rung.0)] += 1;
        leave.push(Edit::MoveToSeat { person, seat: None });
    }
    found.lost_rungs =
        org.rungs().zip(lost).filter(|&(_, n)| n > 0).map(|(rung, n)| (org.rung(rung).code.clone(), n)).collect();
    found.edit = if leave.is_empty() { edit } else { Edit::All(leave.into_iter().chain([edit]).chain(sit).collect()) };
    Ok(found)
}

/// The new ladder with a unique name and the kinds that only the old one has.
fn prepared(mut new: Ladder, old: Option<&Ladder>, ladders: &[Ladder], at: usize) -> Ladder {
    let others: Vec<&str> =
        ladders.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, it)| it.name.as_str()).collect();
    let own = new.name.clone();
    let mut names = std::iter::once(own.clone()).chain((2..).map(|n| format!("{own} {n}")));
    new.name = names.find(|name| !others.contains(&name.as_str())).unwrap_or(own);
    new.constants.anchors_confirmed = false;
    let kept = old.map_or(&[][..], |old| &old.constants.kinds);
    for kind in kept {
        if new.constants.kinds.iter().all(|it| it.name != kind.name) {
            new.constants.kinds.push(kind.clone());
        }
    }
    new
}

/// An empty organisation with these ladders, for numbering and grading their rungs.
fn of_ladders(ladders: Vec<Ladder>) -> Org {
    Builder::new(Head { ladders, ..Head::new("", jiff::civil::Date::ZERO) }).finish().0
}

/// Open rung of a track with the nearest grade, the lower of two.
fn nearest(
    (org, scale): (&Org, &Scale),
    rungs: impl Iterator<Item = RungId>,
    kind: TrackKind,
    grade: f64,
) -> Option<RungId> {
    let far = |rung: RungId| scale.grade(rung).map(|other| (other - grade).abs());
    rungs
        .filter(|&rung| org.track(rung).kind == kind && org.rung(rung).open)
        .filter_map(|rung| Some((far(rung)?, rung)))
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, rung)| rung)
}

/// Number of open findings of a rule, before and after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RuleCount {
    /// The rule counted.
    pub rule: &'static Rule,
    /// Number before.
    pub before: usize,
    /// Number after.
    pub after: usize,
}

/// Findings counted by rule, in order of first appearance; without waived ones, and without rules that have none on
/// either side.
pub fn rule_counts(before: &Judgement, after: &Judgement) -> Vec<RuleCount> {
    let mut counts: Vec<RuleCount> = Vec::new();
    for (judgement, is_after) in [(before, false), (after, true)] {
        for finding in judgement.findings.iter().filter(|finding| finding.waived.is_none()) {
            let at = counts.iter().position(|count| count.rule == finding.rule).unwrap_or_else(|| {
                counts.push(RuleCount { rule: finding.rule, before: 0, after: 0 });
                counts.len() - 1
            });
            let count = &mut counts[at];
            *(if is_after { &mut count.after } else { &mut count.before }) += 1;
        }
    }
    counts
}
