//! Turning an edit into steps. Values before come from the organisation before the edit.

use super::super::apply::closes_loop;
use super::super::{Edit, EditError, NewPerson};
use super::apply::find_rung;
use super::{Days, HeadPart, Salary, Step};
use crate::org::{Details, Kept, Kind, Line, Org, PersonId, RungId, Seat, SeatSource, TextField, Unlinked};

impl Edit {
    /// Applies the edit like [`Edit::apply`], and returns its inverse with the steps to store.
    pub fn record(self, org: &mut Org) -> Result<(Edit, Vec<Step>), EditError> {
        let (mut inverse, mut steps) = (Vec::new(), Vec::new());
        let mut open = vec![self];
        while let Some(edit) = open.pop() {
            let edit = match edit {
                Self::All(edits) => {
                    open.extend(edits.into_iter().rev());
                    continue;
                }
                one => one,
            };
            let before = steps.len();
            if let Self::MoveToSeat { seat: Some(seat), .. } = &edit {
                refuse_nameless(org, seat.rung).or_else(|error| take_back(org, std::mem::take(&mut inverse), error))?;
            }
            if edit.person().is_none_or(|person| org.has(person)) {
                steps_of(&edit, org, &mut steps);
            }
            match edit.apply(org) {
                Ok(back) => inverse.push(back),
                Err(error) => {
                    steps.truncate(before);
                    return take_back(org, inverse, error);
                }
            }
        }
        inverse.reverse();
        let back = if inverse.len() == 1 { inverse.swap_remove(0) } else { Self::All(inverse) };
        Ok((back, steps))
    }
}

/// Takes applied edits back, the last first, and hands on why.
fn take_back<T>(org: &mut Org, inverse: Vec<Edit>, error: EditError) -> Result<T, EditError> {
    for back in inverse.into_iter().rev() {
        back.apply(org).expect("an inverse applies to the org that its edit left");
    }
    Err(error)
}

/// Refuses a rung that a file could not name as somebody's seat: one without a code, or with the code of another.
fn refuse_nameless(org: &Org, rung: RungId) -> Result<(), EditError> {
    if usize::from(rung.0) >= org.rungs().len() {
        return Ok(());
    }
    let (code, ladder) = (&org.rung(rung).code, &org.ladder(rung).name);
    let is_named =
        !code.is_empty() && [ladder.as_str(), ""].iter().any(|ladder| org.find_rung(ladder, code) == Some(rung));
    if is_named { Ok(()) } else { Err(EditError::Nameless { rung: code.clone() }) }
}

impl Step {
    /// Steps to store for an edit that is about to be applied to `org`; none when it does not apply. A composite edit
    /// is tried on a copy; [`Edit::record`] avoids that cost.
    pub fn of(edit: &Edit, org: &Org) -> Vec<Step> {
        match edit {
            Edit::All(edits) if edits.len() == 1 => Self::of(&edits[0], org),
            Edit::All(_) => edit.clone().record(&mut org.clone()).map_or(Vec::new(), |(_, steps)| steps),
            one if one.person().is_some_and(|person| !org.has(person)) => Vec::new(),
            one => {
                let mut steps = Vec::new();
                steps_of(one, org, &mut steps);
                steps
            }
        }
    }

    /// Absorbs the following step if both together are one; otherwise returns it.
    pub fn then(&mut self, next: Step) -> Option<Step> {
        macro_rules! chain {
            ($($kind:ident $(with $same:ident)?),*) => {
                match (&mut *self, next) {
                    $((Self::$kind { person, to, $($same,)? .. },
                       Self::$kind { person: other, to: after, $($same: next_same,)? from })
                        if *person == other && *to == from $(&& *$same == next_same)? =>
                    {
                        *to = after;
                        None
                    })*
                    (_, next) => Some(next),
                }
            };
        }
        // The pattern for the next step names all its fields, so a kind with more fields fails to compile here.
        chain!(Title, Text with field, Dates, Kind, Salary, Rights, Budgets, Details, Order, Lines with line)
    }
}

/// Steps of a single edit; the person of the edit exists.
fn steps_of(edit: &Edit, org: &Org, steps: &mut Vec<Step>) {
    let key = |person: PersonId| org.key(person).to_owned();
    let key_or_none = |person: Option<PersonId>| person.map_or(String::new(), |person| org.key(person).to_owned());
    let step = match edit {
        Edit::MoveToSeat { person, seat } => {
            let from = org.seat(*person).map_or(String::new(), |seat| org.rung(seat.rung).code.clone());
            seat_step(org, key(*person), Some(*person), from, *seat)
        }
        Edit::SetManager { person, manager } => {
            manager_step(key(*person), key_or_none(org.manager(*person)), key_or_none(*manager))
        }
        Edit::RestoreManager { person, manager, unlinked } => {
            let (to, is_unlinked) = match unlinked {
                None => (key_or_none(*manager), false),
                Some(Unlinked::Unknown(named)) => (named.clone(), true),
                Some(Unlinked::Itself(_)) => (key(*person), true),
            };
            let from = key_or_none(org.manager(*person));
            let looped = !is_unlinked && manager.is_some_and(|manager| closes_loop(org, *person, manager));
            Step::Manager { person: key(*person), from, to, unlinked: is_unlinked, looped }
        }
        Edit::SetLines { person, line, above } => {
            let keys = |people: &[PersonId]| people.iter().map(|&person| key(person)).collect();
            let from = keys(&org.lines().above(*person, *line));
            Step::Lines { person: key(*person), line: *line, from, to: keys(above) }
        }
        Edit::SetText { person, field, text } => {
            text_step(key(*person), *field, org.text_field(*person, *field).to_owned(), text.clone())
        }
        Edit::SetDates { person, start, end } => Step::Dates {
            person: key(*person),
            from: Days { start: org.start(*person), end: org.end(*person) },
            to: Days { start: *start, end: *end },
        },
        Edit::SetKind { person, kind } => Step::Kind { person: key(*person), from: org.kind(*person), to: *kind },
        Edit::SetPay { person, pay, currency } => {
            Step::Salary { person: key(*person), from: Salary::in_force(org, *person), to: Salary::of(pay, currency) }
        }
        Edit::SetRights { person, rights } => {
            Step::Rights { person: key(*person), from: org.details(*person).rights.clone(), to: rights.clone() }
        }
        Edit::SetBudgets { person, budgets } => {
            Step::Budgets { person: key(*person), from: org.details(*person).budgets.clone(), to: budgets.clone() }
        }
        Edit::SetDetails { person, details } => {
            let from = Box::new(org.details(*person).clone());
            Step::Details { person: key(*person), from, to: details.clone() }
        }
        Edit::SetOrder { person, order } => Step::Order { person: key(*person), from: org.order(*person), to: *order },
        Edit::AddPerson(new) => return newcomer(org, new, steps),
        Edit::RemovePerson { person } => {
            for report in org.lines().below(*person, Line::Solid) {
                steps.push(manager_step(key(report), key(*person), String::new()));
            }
            Step::Remove { person: key(*person), name: org.name(*person).to_owned() }
        }
        Edit::RevivePerson { person, .. } if !org.is_removed(*person) => return,
        Edit::RevivePerson { person, kept } => return revived(org, *person, kept, steps),
        Edit::SetKey { person, key: to } => Step::Key { person: key(*person), to: to.clone() },
        Edit::SetLadders(ladders) => Step::Ladders { from: org.head.ladders.clone(), to: ladders.clone() },
        Edit::SetHead(head) => {
            let [from, to] = HeadPart::between(&org.head, head);
            if from == to {
                return;
            }
            Step::Head { from: Box::new(from), to: Box::new(to) }
        }
        Edit::SetOpen { rung, open } => {
            if usize::from(rung.0) >= org.rungs().len() {
                return;
            }
            let code = org.rung(*rung).code.clone();
            let is_first = org.find_rung("", &code) == Some(*rung);
            let ladder = if is_first { String::new() } else { org.ladder(*rung).name.clone() };
            if org.find_rung(&ladder, &code) != Some(*rung) {
                // No name leads to it: the ladders say which it is.
                return steps.extend(opened(org, *rung, *open));
            }
            Step::Open { ladder, rung: code, from: org.rung(*rung).open, to: *open }
        }
        Edit::All(edits) => return edits.iter().for_each(|edit| steps_of(edit, org, steps)),
    };
    steps.push(step);
}

/// Ladders with a rung open or closed, for a rung whose code its ladder has twice.
fn opened(org: &Org, rung: RungId, open: bool) -> Option<Step> {
    let (from, place) = (org.head.ladders.clone(), org.rung_place(rung));
    let mut to = from.clone();
    let track = to.get_mut(usize::from(place.ladder))?.tracks.get_mut(usize::from(place.track))?;
    track.entries.get_mut(usize::from(place.entry))?.open = open;
    Some(Step::Ladders { from, to })
}

fn manager_step(person: String, from: String, to: String) -> Step {
    Step::Manager { person, from, to, unlinked: false, looped: false }
}

fn text_step(person: String, field: TextField, from: String, to: String) -> Step {
    match field {
        TextField::Title => Step::Title { person, from, to },
        field => Step::Text { person, field, from, to },
    }
}

/// `who` is the person's handle if they are already in the org.
fn seat_step(org: &Org, person: String, who: Option<PersonId>, from: String, seat: Option<Seat>) -> Step {
    let known = seat.filter(|seat| usize::from(seat.rung.0) < org.rungs().len());
    let Some(Seat { rung, source }) = known else {
        return Step::Seat { person, from, to: String::new(), ladder: String::new(), source: SeatSource::Given };
    };
    let code = org.rung(rung).code.clone();
    let is_it = |found: Option<RungId>| found == Some(rung);
    let is_plain = is_it(org.find_rung("", &code)) && who.is_none_or(|who| is_it(find_rung(org, who, "", &code)));
    let ladder = if is_plain { String::new() } else { org.ladder(rung).name.clone() };
    Step::Seat { person, from, to: code, ladder, source }
}

/// Steps that add a person with all fields.
fn newcomer(org: &Org, new: &NewPerson, steps: &mut Vec<Step>) {
    let key = org.unique_key(&new.key);
    let person = || key.clone();
    steps.push(Step::Add { person: person(), name: new.name.clone() });
    let texts = [
        (TextField::Title, &new.title),
        (TextField::Team, &new.team),
        (TextField::Location, &new.location),
        (TextField::Status, &new.status),
    ];
    for (field, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        steps.push(text_step(person(), field, String::new(), text.clone()));
    }
    if new.kind != Kind::default() {
        steps.push(Step::Kind { person: person(), from: Kind::default(), to: new.kind });
    }
    if new.seat.is_some() {
        steps.push(seat_step(org, person(), None, String::new(), new.seat));
    }
    if let Some(manager) = new.manager.filter(|&manager| org.has(manager)) {
        steps.push(manager_step(person(), String::new(), org.key(manager).to_owned()));
    }
    if new.order.is_some() {
        steps.push(Step::Order { person: person(), from: None, to: new.order });
    }
    let to = Days { start: new.start, end: new.end };
    if to != Days::default() {
        steps.push(Step::Dates { person: person(), from: Days::default(), to });
    }
    let to = Salary::of(&new.pay, &new.currency);
    if to != Salary::default() {
        steps.push(Step::Salary { person: person(), from: Salary::default(), to });
    }
    if !new.details.is_empty() {
        let (from, to) = (Box::<Details>::default(), Box::new(new.details.clone()));
        steps.push(Step::Details { person: person(), from, to });
    }
}

/// Steps that add a removed person again, under the same key: in a file that never had the person there is no place to
/// restore.
fn revived(org: &Org, person: PersonId, kept: &Kept, steps: &mut Vec<Step>) {
    let pay = org.pay(person);
    let text = |field| org.text_field(person, field).to_owned();
    let manager = kept.above.iter().find(|(_, line)| *line == Line::Solid).map(|&(above, _)| above);
    let new = NewPerson {
        key: org.key(person).to_owned(),
        name: text(TextField::Name),
        title: text(TextField::Title),
        team: text(TextField::Team),
        location: text(TextField::Location),
        status: text(TextField::Status),
        kind: org.kind(person),
        manager,
        order: kept.order,
        seat: kept.seat,
        start: org.start(person),
        end: org.end(person),
        pay,
        currency: org.text(pay.currency).to_owned(),
        details: kept.details.clone(),
    };
    newcomer(org, &new, steps);
    let key = |person: PersonId| org.key(person).to_owned();
    for line in [Line::Dotted, Line::Assistant] {
        let to: Vec<String> = kept.above.iter().filter(|(_, it)| *it == line).map(|&(above, _)| key(above)).collect();
        if !to.is_empty() {
            steps.push(Step::Lines { person: key(person), line, from: Vec::new(), to });
        }
    }
    for &(below, line) in &kept.below {
        if line == Line::Solid {
            steps.push(manager_step(key(below), String::new(), key(person)));
            continue;
        }
        let from: Vec<String> = org.lines().above(below, line).into_iter().map(key).collect();
        let to = from.iter().cloned().chain([key(person)]).collect();
        steps.push(Step::Lines { person: key(below), line, from, to });
    }
}
