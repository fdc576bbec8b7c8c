//! Moves to another rung: what has to exist first, and what becomes of the reports.

use super::person::{gap_after, give_right, to_band};
use crate::edit::Edit;
use crate::measure::{Authority, SAME_GRADE};
use crate::org::{PersonId, RungId, Seat, SeatSource, TrackKind};
use crate::rules::words::count;
use crate::rules::{Advice, Facts};

/// Open IC rung of the person's ladder, with its grade.
type Place = (RungId, f64);

/// Highest open IC rung of the person's ladder at or below a grade.
pub fn highest_ic(facts: &Facts, person: PersonId, below: f64) -> Option<Place> {
    open_ic(facts, person).filter(|&(_, grade)| grade <= below + SAME_GRADE).max_by(|a, b| a.1.total_cmp(&b.1))
}

/// Open IC rung at the grade of the person's rung.
pub fn ic_peer(facts: &Facts, person: PersonId) -> Option<Place> {
    let r = facts.measure().rung_grade(person)?;
    open_ic(facts, person).find(|&(_, grade)| (grade - r).abs() <= SAME_GRADE)
}

/// Open IC rungs of the person's ladder that are on the scale.
pub fn open_ic<'a>(facts: &Facts<'a>, person: PersonId) -> impl Iterator<Item = Place> + use<'a> {
    let (org, scale) = (facts.org, facts.scale);
    let ladder = org.seat(person).map(|seat| org.rung_place(seat.rung).ladder);
    org.rungs()
        .filter(move |&rung| {
            Some(org.rung_place(rung).ladder) == ladder && org.track(rung).kind == TrackKind::Ic && org.rung(rung).open
        })
        .filter_map(move |rung| Some((rung, scale.grade(rung)?)))
}

/// Remedies that give the same standing on the IC track, with a decision as far as the record supports one: the equal
/// rung if it is open; otherwise the highest that the record reaches at the supported value, and the equal rung that is
/// planned. If there is none of these, the advice says what has to be opened.
pub fn same_standing(facts: &Facts, person: PersonId) -> Vec<Advice> {
    const TITLE: &str = "Offer an equal position on the IC track";
    let code = |rung: RungId| &facts.org.rung(rung).code;
    let measured = facts.measure().of(person);
    let supported = measured.impact.and_then(|it| Some((it, highest_ic(facts, person, it.lo)?)));
    let held = measured.authority.and_then(|authority| authority.d);
    // A decision within both the record and the rung, unless as much is held today.
    let right = |rung: RungId| {
        let (_, (_, grade)) = supported?;
        let at = facts.scale.grade(rung).map_or(grade, |rung| grade.min(rung));
        held.is_none_or(|d| d + SAME_GRADE < at).then_some(at)
    };
    if let Some((rung, _)) = ic_peer(facts, person) {
        let title = format!("{TITLE}: {}", code(rung));
        let rests = "Based on the grade of the current rung.";
        return vec![move_to(facts, person, rung, right(rung), title, rests)];
    }
    let mut advice = Vec::new();
    if let Some((impact, (rung, _))) = supported {
        let title = format!("Move to {} on the IC track, at the supported value", code(rung));
        let rests = format!(
            "Impact is {:.1} at the supported value; {:.1} at face value counts only if confirmed.",
            impact.lo, impact.face
        );
        advice.push(move_to(facts, person, rung, right(rung), title, &rests));
    }
    if let Some(rung) = planned_peer(facts, person) {
        let title = format!("Open {} and move to it", code(rung));
        let rests = "Based on the grade of the current rung. Changes the ladder.";
        let mut opened = move_to(facts, person, rung, right(rung), title, rests);
        opened.edits.insert(0, Edit::SetOpen { rung, open: true });
        advice.push(opened);
    }
    if advice.is_empty() {
        advice.push(Advice::new(
            TITLE,
            "No IC rung of this grade is open. First: the rung with its pay band, decision rights and budget, and \
             agreement on who takes the reports. Changes the ladder",
        ));
    }
    advice
}

/// Planned IC rung at the grade of the person's rung.
fn planned_peer(facts: &Facts, person: PersonId) -> Option<RungId> {
    let (seat, grade) = (facts.org.seat(person)?, facts.measure().rung_grade(person)?);
    let ladder = facts.org.rung_place(seat.rung).ladder;
    super::ladder::at_grade(facts, ladder, TrackKind::Ic, grade).find(|&rung| !facts.org.rung(rung).open)
}

/// Move to an IC rung, with a technical Decide right at a grade if one is given. The reports go to the manager above;
/// everything else stays as it is.
pub fn move_to(
    facts: &Facts,
    person: PersonId,
    rung: RungId,
    right: Option<f64>,
    title: String,
    rests: &str,
) -> Advice {
    let org = facts.org;
    let entry = org.rung(rung);
    let mut before: Vec<String> = [
        (entry.pay.is_none(), "its pay band"),
        (entry.rights.is_empty(), "its decision rights"),
        (entry.budgets.is_empty(), "its budget"),
    ]
    .into_iter()
    .filter(|(is_missing, _)| *is_missing)
    .map(|(_, what)| what.to_owned())
    .collect();
    let mut edits = vec![Edit::MoveToSeat { person, seat: Some(Seat { rung, source: SeatSource::Given }) }];
    if let Some(at) = right {
        before.push(format!("a name for the technical decision at grade {at:.1} that comes with it"));
        edits.push(give_right(facts, person, at));
    }
    let n = facts.tree.reports(person).len();
    if n > 0 && org.track_kind(person) == Some(TrackKind::Management) {
        let moved = reports_go_up(facts, person);
        let reports = count(n, "report", "reports");
        before.push(match moved.is_empty() {
            true => format!("agreement on who takes the {reports}"),
            false => format!("the next manager's agreement to take the {reports}"),
        });
        edits.extend(moved);
    }
    let before = if before.is_empty() { "nothing more".to_owned() } else { before.join(", ") };
    let pay =
        to_band(org.yearly_pay(person), entry.pay, &org.head.currency).map_or(String::new(), |pay| format!("; {pay}"));
    let measured = facts.measure().of(person);
    let gap = measured.impact.zip(measured.authority).zip(facts.scale.grade(rung)).and_then(|((impact, now), r)| {
        if org.details(person).stated_authority.is_some() {
            return None;
        }
        let [r, d, b] = on_rung(facts, person, &now, r);
        gap_after(facts, person, &impact, &now, [r, right.or(d), b])
    });
    let gap = gap.map_or(String::new(), |gap| format!(" {gap}."));
    let seats = count(facts.seats(rung).people as usize, "person is", "people are");
    let detail =
        format!("{rests}{gap} First: {before}{pay}. {seats} on it today. Pay and budget stay the same until granted");
    Advice::new(title, detail).doing(edits)
}

/// Parts of authority on another rung; those that come from the rung change with it.
fn on_rung(facts: &Facts, person: PersonId, now: &Authority, r: f64) -> [Option<f64>; 3] {
    let floor = facts.measure().constants(person).floor;
    let (was, is) = (now.r.map(|r| r.min(floor)), r.min(floor));
    let d = now.d.map(|d| if now.d_held { d.max(is) } else { is });
    let b = now.b.map(|b| if was.is_some_and(|was| (b - was).abs() <= SAME_GRADE) { is } else { b });
    [Some(r), d, b]
}

/// Edits that move a person's reports to the manager above; empty without a manager or in a circle.
fn reports_go_up(facts: &Facts, person: PersonId) -> Vec<Edit> {
    let tree = facts.tree;
    let Some(manager) = tree.manager(person) else { return Vec::new() };
    if tree.loops.iter().any(|circle| circle.contains(&person)) {
        return Vec::new();
    }
    tree.reports(person).map(|report| Edit::SetManager { person: report, manager: Some(manager) }).collect()
}
