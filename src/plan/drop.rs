//! Drops: the edit that a drop makes, and a few lines about its consequences. Independent of the window; every view
//! asks here.

use super::drop_request::{DropRequest, Handover, Target};
use super::words;
use crate::edit::{Edit, EditError, TextField, place};
use crate::org::{Details, Line, Org, PersonId, RungId, Seat, SeatSource, TrackKind};
use crate::rules::{Facts, Finding, Judgement};
use std::fmt;

/// Consequences of a drop.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// The edit, made as one step.
    pub edit: Edit,
    /// Name for undo: `Move Mason T. to IC6`.
    pub name: String,
    /// Consequences in at most five short lines, the seat first.
    pub lines: Vec<String>,
    /// Resulting title of each dropped person.
    pub titles: Vec<String>,
    /// Number of reports who need another manager, which is worth a question.
    pub reports: usize,
    /// Closed rung that the drop opens, which is worth a question.
    pub opens: Option<RungId>,
    /// People whose own data or lines would change.
    pub touched: Vec<PersonId>,
}

/// Reason that a drop is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It would change nothing; the reason in words.
    Nothing(String),
    /// The edit does not apply.
    Edit(EditError),
    /// The person who is to take over the reports moves as well; their name.
    Heir(String),
}

impl Refusal {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Nothing(_) => "Choose another rung or manager".to_owned(),
            Self::Edit(error) => error.hint(),
            Self::Heir(_) => "Hand the reports over to someone else".to_owned(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Nothing(who) => write!(f, "{who} already"),
            Self::Edit(error) => error.fmt(f),
            Self::Heir(who) => write!(f, "`{who}` is moving too: hand the reports over to someone else"),
        }
    }
}

/// Plans a drop. `org` is changed temporarily and restored before this returns; `judgement` belongs to it. Linear in
/// the people dropped and their direct reports.
pub fn plan_drop(org: &mut Org, judgement: &Judgement, request: &DropRequest) -> Result<Planned, Refusal> {
    let mut draft = Draft { org, judgement, edits: Vec::new(), spans: Vec::new(), reports: 0, opens: None };
    match request.target {
        Target::Rung(rung) => draft.on_rung(request, rung)?,
        Target::Manager(manager) => draft.below(&request.people, Some(manager))?,
        Target::Beside { sibling, behind } => draft.beside(&request.people, sibling, behind)?,
        Target::Top => draft.below(&request.people, None)?,
    }
    let Draft { edits, spans, reports, opens, .. } = draft;
    let before = words::Held::of(&judgement.facts(org), &request.people);
    // The name is made before anything changes, since it describes the request.
    let name = words::name(org, request);
    let edit = Edit::All(edits);
    let mut touched = edit.touched(org).people;
    touched.extend(request.people.iter().copied());
    touched.sort_unstable();
    touched.dedup();
    let back = edit.clone().apply(org).map_err(Refusal::Edit)?;
    let facts = Facts { spans: &spans, ..judgement.facts(org) };
    let after = words::Held::of(&facts, &request.people);
    let found = Judgement::findings_of(&facts, &touched);
    let known: Vec<&Finding> = touched.iter().flat_map(|&person| judgement.of_person(person)).collect();
    let lines = words::lines(&facts, request, (&before, &after), (&known, &found), (reports, opens.is_some()));
    let titles = request.people.iter().map(|&person| org.title(person).to_owned()).collect();
    back.apply(org).map_err(Refusal::Edit)?;
    Ok(Planned { edit, name, lines, titles, reports, opens, touched })
}

struct Draft<'a> {
    org: &'a Org,
    judgement: &'a Judgement,
    edits: Vec<Edit>,
    /// Resulting spans of control.
    spans: Vec<(PersonId, u32)>,
    reports: usize,
    opens: Option<RungId>,
}

impl Draft<'_> {
    fn on_rung(&mut self, request: &DropRequest, rung: RungId) -> Result<(), Refusal> {
        let (org, entry) = (self.org, self.org.rung(rung));
        let sits = |person: PersonId| org.seat(person).is_some_and(|seat| seat.rung == rung);
        if request.people.iter().all(|&person| sits(person)) {
            let who = words::who(org, &request.people);
            return Err(Refusal::Nothing(format!("{who} {} on `{}`", words::sit(request.people.len()), entry.code)));
        }
        if !entry.open {
            self.opens = Some(rung);
            self.edits.push(Edit::SetOpen { rung, open: true });
        }
        let hands_over = org.track(rung).kind == TrackKind::Ic;
        for &person in request.people.iter().filter(|&&person| !sits(person)) {
            let seat = Seat { rung, source: SeatSource::Given };
            self.edits.push(Edit::MoveToSeat { person, seat: Some(seat) });
            let from = org.seat(person).map(|seat| seat.rung);
            if let Some(text) = words::title(org, person, from, rung) {
                self.edits.push(Edit::SetText { person, field: TextField::Title, text });
            }
            if let Some(details) = entitled(org, person, from, rung) {
                self.edits.push(Edit::SetDetails { person, details: Box::new(details) });
            }
            if hands_over {
                self.hand_over(request, person)?;
            }
        }
        Ok(())
    }

    /// Hands the reports of a person over; those who move along keep their manager.
    fn hand_over(&mut self, request: &DropRequest, person: PersonId) -> Result<(), Refusal> {
        let (org, tree) = (self.org, &self.judgement.tree);
        let mut reports = tree.reports(person).filter(|report| !request.people.contains(report)).peekable();
        if reports.peek().is_none() {
            return Ok(());
        }
        // Nobody who moves to the IC track takes reports over: the next manager above who stays does.
        let above = || tree.chain(person).find(|manager| !request.people.contains(manager));
        let heir = match request.handover {
            Handover::Dotted | Handover::Manager => above(),
            Handover::To(heir) if request.people.contains(&heir) => {
                return Err(Refusal::Heir(org.label(heir).to_owned()));
            }
            Handover::To(heir) => Some(heir),
        };
        let named_reports = reports.peek().copied().is_some() && matches!(request.handover, Handover::To(_));
        for report in reports {
            if named_reports && heir == Some(report) {
                // The person who takes over the team reports to the former manager's manager.
                self.moves(report, above());
                continue;
            }
            self.moves(report, heir);
            if request.handover == Handover::Dotted {
                let mut dotted = org.lines().above(report, Line::Dotted);
                if !dotted.contains(&person) {
                    dotted.push(person);
                    self.edits.push(Edit::SetLines { person: report, line: Line::Dotted, above: dotted });
                }
            }
        }
        Ok(())
    }

    fn below(&mut self, people: &[PersonId], manager: Option<PersonId>) -> Result<(), Refusal> {
        let (org, tree) = (self.org, &self.judgement.tree);
        let is_there = |&person: &PersonId| tree.manager(person) == manager && org.manager(person) == manager;
        if people.iter().all(is_there) {
            let who = words::who(org, people);
            return Err(Refusal::Nothing(match manager {
                Some(manager) => format!("{who} {} to {}", words::report(people.len()), org.label(manager)),
                None => format!("{who} {} to no one", words::report(people.len())),
            }));
        }
        for &person in people.iter().filter(|&person| !is_there(person)) {
            self.moves(person, manager);
        }
        self.reports = 0;
        Ok(())
    }

    /// Puts one person before or after a sibling, under the same manager; several people just get that manager.
    fn beside(&mut self, people: &[PersonId], sibling: PersonId, behind: bool) -> Result<(), Refusal> {
        let (org, tree) = (self.org, &self.judgement.tree);
        let manager = tree.manager(sibling);
        let &[person] = people else { return self.below(people, manager) };
        let siblings: Vec<PersonId> = match manager {
            Some(manager) => tree.reports(manager).filter(|&other| other != person).collect(),
            None => tree.tops().filter(|&other| other != person).collect(),
        };
        let at = siblings.iter().position(|&other| other == sibling);
        let next = at.and_then(|at| siblings.get(at + usize::from(behind)).copied());
        match place(org, tree, person, manager, next) {
            Edit::All(edits) if edits.is_empty() => {
                let side = if behind { "after" } else { "before" };
                return Err(Refusal::Nothing(format!(
                    "{} is already {side} {}",
                    org.label(person),
                    org.label(sibling)
                )));
            }
            Edit::All(edits) => self.edits.extend(edits),
            edit => self.edits.push(edit),
        }
        if tree.manager(person) != manager {
            self.counted(person, manager);
        }
        Ok(())
    }

    /// Changes a person's manager and the spans of control.
    fn moves(&mut self, person: PersonId, manager: Option<PersonId>) {
        self.edits.push(Edit::SetManager { person, manager });
        self.reports += 1;
        self.counted(person, manager);
    }

    /// Updates the spans of control for a new manager.
    fn counted(&mut self, person: PersonId, manager: Option<PersonId>) {
        let (org, tree) = (self.org, &self.judgement.tree);
        let counts = org.is_judged(person);
        for (of, gains) in [(tree.manager(person), false), (manager, true)] {
            let Some(of) = of else { continue };
            let at = self.spans.iter().position(|(known, _)| *known == of).unwrap_or_else(|| {
                self.spans.push((of, tree.span_of_control(org, of)));
                self.spans.len() - 1
            });
            let span = &mut self.spans[at].1;
            *span = if !counts {
                *span
            } else if gains {
                *span + 1
            } else {
                span.saturating_sub(1)
            };
        }
    }
}

/// Details with the rights, budgets and forums of the old rung replaced by those of the new one; `None` when neither
/// rung brings any. Entries recorded for the person alone stay.
fn entitled(org: &Org, person: PersonId, from: Option<RungId>, to: RungId) -> Option<Details> {
    let (old, new) = (from.map(|rung| org.rung(rung)), org.rung(to));
    let brings =
        |entry: &crate::org::Rung| !entry.rights.is_empty() || !entry.budgets.is_empty() || !entry.forums.is_empty();
    if !brings(new) && !old.is_some_and(brings) {
        return None;
    }
    let mut details = org.details(person).clone();
    swap(&mut details.rights, old.map_or(&[], |old| &old.rights), &new.rights);
    swap(&mut details.budgets, old.map_or(&[], |old| &old.budgets), &new.budgets);
    let forums = &mut details.forums;
    forums.retain(|forum| !old.is_some_and(|old| old.forums.contains(forum)));
    forums.extend(new.forums.iter().filter(|forum| !org.details(person).forums.contains(forum)).cloned());
    (details != *org.details(person)).then_some(details)
}

/// Replaces the entries of the old rung by those of the new one. `None` stays when there are no new ones.
fn swap<T: Clone + PartialEq>(held: &mut Option<Vec<T>>, old: &[T], new: &[T]) {
    if held.is_none() && new.is_empty() {
        return;
    }
    let list = held.get_or_insert_default();
    list.retain(|one| !old.contains(one));
    for one in new {
        if !list.contains(one) {
            list.push(one.clone());
        }
    }
}
